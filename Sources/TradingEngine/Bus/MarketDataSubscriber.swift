public import TradingModel

/// What receives market data from the message bus: actors, bar aggregators, or an object of one's own.
///
/// Every method has a default that does nothing: implement those for which you subscribe.
public protocol MarketDataSubscriber: AnyObject {
  /// A new best bid and ask of an instrument.
  func receive(_ quote: QuoteTick)
  /// A trade that was made at the venue.
  func receive(_ trade: TradeTick)
  /// Changes of a book, and the managed book after them.
  func receive(_ deltas: borrowing OrderBookDeltas, book: OrderBook)
  /// A finished bar, made by the venue or here.
  func receive(_ bar: Bar)
  /// The state of a book: whether it can be relied on.
  func receive(_ status: BookStatus)
  /// The mark price of a contract.
  func receive(_ update: MarkPriceUpdate)
  /// The index price of a contract.
  func receive(_ update: IndexPriceUpdate)
  /// The funding rate of a contract, with the time of the next funding.
  func receive(_ update: FundingRateUpdate)
  /// The trading status of an instrument.
  func receive(_ status: InstrumentStatus)
  /// The definition of an instrument, when it was loaded or changed.
  func receive(_ instrument: Instrument)
  /// Custom data, with the type under which it was published.
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
