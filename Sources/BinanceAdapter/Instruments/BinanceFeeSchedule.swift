import TradingModel

/// What trades cost: the account's own rates where they are known, else those of its level.
struct BinanceFeeSchedule: Sendable {
  /// Maker and taker fee as fractions of notional.
  struct Rate: Sendable, Equatable {
    var maker: WideDecimal
    var taker: WideDecimal

    static let free = Rate(maker: .zero, taker: .zero)
  }

  /// The rate of symbols without one of their own.
  var standard: Rate
  /// Rates by the venue's symbol.
  var bySymbol: [String: Rate] = [:]
  /// Whether the account pays in BNB, at a discount from these rates; nil where nobody asked or the venue does not tell.
  var paysInBNB: Bool?

  func rate(_ symbol: String) -> Rate { bySymbol[symbol] ?? standard }

  mutating func set(_ rate: BinanceCommissionRate) {
    bySymbol[rate.symbol] = Rate(maker: rate.maker.trimmed, taker: rate.taker.trimmed)
  }

  /// These rates, and those of symbols that only `other` knows by name.
  func knowing(_ other: BinanceFeeSchedule) -> BinanceFeeSchedule {
    var both = self
    both.bySymbol.merge(other.bySymbol) { own, _ in own }
    return both
  }

  /// What is assumed without an account: the futures' level 0, nothing on spot.
  static func assumed(_ product: BinanceProduct) -> BinanceFeeSchedule {
    BinanceFeeSchedule(standard: product.accountType.isFutures ? futures(tier: 0) : .free)
  }

  /// The futures fees of a VIP level, in millionths of notional.
  private static let futuresTiers: [(maker: Int, taker: Int)] = [
    (200, 500), (160, 400), (140, 350), (120, 320), (100, 300), (80, 270), (60, 250), (40, 220), (20, 200), (0, 170),
  ]

  /// The futures fees of a VIP level; the last known one for levels beyond.
  static func futures(tier: Int) -> Rate {
    let row = futuresTiers[min(max(tier, 0), futuresTiers.count - 1)]
    func fraction(_ millionths: Int) -> WideDecimal {
      WideDecimal(mantissa: Int128(millionths), scale: 6).trimmed
    }
    return Rate(maker: fraction(row.maker), taker: fraction(row.taker))
  }
}
