import TradingModel

/// Positions and profits of contracts recomputed from nothing but trades: average entry, in integers of 10^-16 of the
/// settlement currency, every closing cut to 10^-8 as the venue credits it. Written anew here, on purpose: it must agree
/// with the exchange's ledger and with the node, which compute in other ways.
struct ContractLedger {
  private struct Holding {
    /// Signed, in units of the instrument's size precision.
    var quantity: Int128 = 0
    /// What the open quantity was worth when it was opened, in units of 10^-16.
    var cost: Int128 = 0
  }

  private let instrument: Instrument
  private var holdings: [String: Holding] = [:]
  /// What was closed so far, in units of 10^-8, before commissions.
  private(set) var profit: Int128 = 0
  /// How many trades closed something: each was cut once.
  private(set) var closings = 0

  init(_ instrument: Instrument) { self.instrument = instrument }

  /// The net quantity of all sides, in units of the size precision.
  var netQuantity: Int128 { holdings.values.reduce(0) { $0 + $1.quantity } }

  /// Books a trade into the position of a side (`LONG`, `SHORT`, `BOTH`).
  mutating func book(_ fill: OrderFilled, position side: String) throws {
    var holding = holdings[side] ?? Holding()
    let bought = fill.side == .buy
    let quantity = Int128(fill.lastQuantity.raw)
    let closes = holding.quantity != 0 && (holding.quantity > 0) != bought
    let closing = closes ? min(quantity, abs(holding.quantity)) : 0
    if closing > 0 {
      let held = abs(holding.quantity)
      // The whole divides without a rest; of a part the average entry is cut to the unit.
      let entry = closing == held ? holding.cost : part(of: holding.cost, closing, held)
      let exit = try worth(closing, at: fill.lastPrice)
      let isGain = (holding.quantity > 0) != instrument.isInverse
      profit += (isGain ? exit - entry : entry - exit) / 100_000_000
      closings += 1
      holding.cost -= entry
      holding.quantity += bought ? closing : -closing
    }
    let opening = quantity - closing
    if opening > 0 {
      holding.cost += try worth(opening, at: fill.lastPrice)
      holding.quantity += bought ? opening : -opening
    }
    holdings[side] = holding
  }

  private func part(of cost: Int128, _ closing: Int128, _ held: Int128) -> Int128 {
    let (whole, rest) = cost.quotientAndRemainder(dividingBy: held)
    return whole * closing + rest * closing / held
  }

  /// The value of a quantity at a price, in units of 10^-16 of the settlement currency.
  private func worth(_ quantity: Int128, at price: Price) throws -> Int128 {
    let decimals = 16 - Int(instrument.sizePrecision)
    guard instrument.isInverse else {
      return quantity * Int128(price.raw) * Self.power(decimals - Int(price.precision))
    }
    let size = instrument.multiplier.rounded(scale: 0).mantissa
    return quantity * size * Self.power(decimals + Int(price.precision)) / Int128(price.raw)
  }

  private static func power(_ exponent: Int) -> Int128 { (0..<max(0, exponent)).reduce(1) { result, _ in result * 10 } }
}
