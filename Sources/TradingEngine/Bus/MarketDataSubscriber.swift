public import TradingModel

/// What receives market data from the message bus: actors, bar aggregators, or an object of one's own.
///
/// Every method has a default that does nothing: implement those for which you subscribe.
public protocol MarketDataSubscriber: AnyObject {
  func receive(_ quote: QuoteTick)
  func receive(_ trade: TradeTick)
  /// Changes of a book, and the managed book after them.
  func receive(_ deltas: borrowing OrderBookDeltas, book: OrderBook)
  func receive(_ bar: Bar)
  func receive(_ status: BookStatus)
  func receive(_ update: MarkPriceUpdate)
  func receive(_ update: IndexPriceUpdate)
  func receive(_ update: FundingRateUpdate)
  func receive(_ status: InstrumentStatus)
  func receive(_ instrument: Instrument)
  func receive(_ data: any CustomData, dataType: DataType)
}

extension MarketDataSubscriber {
  public func receive(_ quote: QuoteTick) {}
  public func receive(_ trade: TradeTick) {}
  public func receive(_ deltas: borrowing OrderBookDeltas, book: OrderBook) {}
  public func receive(_ bar: Bar) {}
  public func receive(_ status: BookStatus) {}
  public func receive(_ update: MarkPriceUpdate) {}
  public func receive(_ update: IndexPriceUpdate) {}
  public func receive(_ update: FundingRateUpdate) {}
  public func receive(_ status: InstrumentStatus) {}
  public func receive(_ instrument: Instrument) {}
  public func receive(_ data: any CustomData, dataType: DataType) {}
}
