public import TradingModel

/// What the engines need to know of instruments and the market.
public protocol MarketView: AnyObject {
  /// The definition of an instrument; `nil` when it is not loaded.
  func instrument(_ id: InstrumentId) -> Instrument?
  /// The last quote of an instrument; `nil` before the first.
  func quote(_ id: InstrumentId) -> QuoteTick?
  /// The last trade of an instrument; `nil` before the first.
  func trade(_ id: InstrumentId) -> TradeTick?
  /// The last mark price of a contract; `nil` before the first, and always of spot pairs.
  func markPrice(_ id: InstrumentId) -> MarkPriceUpdate?
}

extension Cache: MarketView {}
