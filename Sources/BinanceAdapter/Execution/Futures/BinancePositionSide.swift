import TradingModel

/// Which of an account's positions in an instrument is meant.
public enum BinancePositionSide: String, Hashable, Sendable, CaseIterable {
  /// The only one, in one-way mode.
  case both = "BOTH"
  case long = "LONG"
  case short = "SHORT"

  /// The side that a position's identifier names.
  init?(positionId: PositionId) {
    guard let side = Self.allCases.first(where: { positionId.text.hasSuffix("-" + $0.rawValue) }) else { return nil }
    self = side
  }

  /// The identifier of the position: `ETHUSDT-PERP.BINANCE-LONG`.
  func positionId(_ instrumentId: InstrumentId) -> PositionId { PositionId("\(instrumentId)-\(rawValue)") }
}
