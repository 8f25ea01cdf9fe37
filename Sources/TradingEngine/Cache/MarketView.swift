public import TradingModel

/// What the engines need to know of instruments and the market.
public protocol MarketView: AnyObject {
  func instrument(_ id: InstrumentId) -> Instrument?
  func quote(_ id: InstrumentId) -> QuoteTick?
  func trade(_ id: InstrumentId) -> TradeTick?
  func markPrice(_ id: InstrumentId) -> MarkPriceUpdate?
}

extension Cache: MarketView {}
