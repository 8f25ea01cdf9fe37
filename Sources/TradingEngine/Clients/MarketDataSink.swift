public import TradingModel

/// What receives market data from a data client: the ``DataEngine``, or a user's own object.
///
/// Called on the kernel's loop, in the order in which the venue sent things.
public protocol MarketDataSink: AnyObject {
  /// A new best bid and ask of an instrument.
  func process(_ quote: QuoteTick)
  /// A trade that was made at the venue.
  func process(_ trade: TradeTick)
  /// Changes of a book, one whole message of the venue; a snapshot begins with a `BookAction/clear`.
  func process(_ deltas: borrowing OrderBookDeltas)
  /// A finished bar, as the venue made it.
  func process(_ bar: Bar)
  /// The state of a book: whether it can be relied on.
  func process(_ status: BookStatus)
  /// The mark price of a contract.
  func process(_ update: MarkPriceUpdate)
  /// The index price of a contract.
  func process(_ update: IndexPriceUpdate)
  /// The funding rate of a contract, with the time of the next funding.
  func process(_ update: FundingRateUpdate)
  /// The trading status of an instrument.
  func process(_ status: InstrumentStatus)
  /// The definition of an instrument, when it was loaded or changed.
  func process(_ instrument: Instrument)
  /// Custom data, with the data type under which it was subscribed.
  func process(_ data: any CustomData, dataType: DataType)
  /// The answer to a request.
  func process(_ response: DataResponse)
  /// A connection of the client changed its state.
  func process(_ state: ConnectionState)
}
