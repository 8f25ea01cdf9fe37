public import TradingModel

/// What receives market data from a data client: the ``DataEngine``, or a user's own object.
///
/// Called on the kernel's loop, in the order in which the venue sent things.
public protocol MarketDataSink: AnyObject {
  func process(_ quote: QuoteTick)
  func process(_ trade: TradeTick)
  func process(_ deltas: borrowing OrderBookDeltas)
  func process(_ bar: Bar)
  func process(_ status: BookStatus)
  func process(_ update: MarkPriceUpdate)
  func process(_ update: IndexPriceUpdate)
  func process(_ update: FundingRateUpdate)
  func process(_ status: InstrumentStatus)
  func process(_ instrument: Instrument)
  /// Custom data, with the data type under which it was subscribed.
  func process(_ data: any CustomData, dataType: DataType)
  /// The answer to a request.
  func process(_ response: DataResponse)
  /// A connection of the client changed its state.
  func process(_ state: ConnectionState)
}
