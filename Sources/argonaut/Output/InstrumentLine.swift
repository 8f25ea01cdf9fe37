import BinanceAdapter
import TradingModel

/// An instrument as the command line prints it.
enum InstrumentLine {
  /// One line of JSON, as the contract says; limits that do not exist are left out.
  static func json(_ instrument: Instrument) -> JSONLine {
    var line = JSONLine("type", "instrument")
    line.string("instrument", instrument.id.text)
    line.string("rawSymbol", instrument.rawSymbol)
    line.string("kind", instrument.kind.rawValue)
    line.string("base", instrument.base.code)
    line.string("quote", instrument.quote.code)
    line.string("settlement", instrument.settlement.code)
    line.bool("isInverse", instrument.isInverse)
    line.decimal("multiplier", instrument.multiplier.plain())
    line.integer("pricePrecision", instrument.pricePrecision)
    line.integer("sizePrecision", instrument.sizePrecision)
    line.decimal("priceIncrement", instrument.priceIncrement)
    line.decimal("sizeIncrement", instrument.sizeIncrement)
    let limits = instrument.limits
    line.decimal("minQuantity", limits.minQuantity)
    line.decimal("maxQuantity", limits.maxQuantity)
    line.decimal("minNotional", limits.minNotional?.amount.plain())
    line.decimal("maxNotional", limits.maxNotional?.amount.plain())
    line.decimal("minPrice", limits.minPrice)
    line.decimal("maxPrice", limits.maxPrice)
    line.decimal("makerFee", instrument.makerFee.plain())
    line.decimal("takerFee", instrument.takerFee.plain())
    line.string("status", instrument.status)
    return line
  }

  /// The columns of ``text(_:)``.
  static let header = columns(["INSTRUMENT", "KIND", "TICK", "STEP", "MIN NOTIONAL", "STATUS"])

  /// One line for people.
  static func text(_ instrument: Instrument) -> String {
    columns([
      instrument.id.text, instrument.kind.rawValue, instrument.priceIncrement.description,
      instrument.sizeIncrement.description,
      instrument.limits.minNotional.map { "\($0.amount.plain()) \($0.currency)" } ?? "-", instrument.status,
    ])
  }

  /// How ids of a product look.
  static func example(_ type: BinanceAccountType) -> String {
    switch type {
    case .spot, .margin, .isolatedMargin: "BTCUSDT.BINANCE"
    case .usdtFutures: "BTCUSDT-PERP.BINANCE"
    case .coinFutures: "BTCUSD-PERP.BINANCE"
    }
  }

  private static let widths = [28, 16, 12, 12, 20, 0]

  private static func columns(_ texts: [String]) -> String {
    zip(texts, widths).map { text, width in
      text + String(repeating: " ", count: max(width - text.count, width == 0 ? 0 : 1))
    }.joined()
  }
}
