public import TradingEngine
public import TradingModel

/// A market data sink that keeps everything it is told.
public final class RecordingMarketDataSink: MarketDataSink {
  /// The kinds of things in the order in which they came.
  public private(set) var order: [String] = []
  /// The quotes that came, in order.
  public private(set) var quotes: [QuoteTick] = []
  /// The trades that came, in order.
  public private(set) var trades: [TradeTick] = []
  /// Copies of the book changes and snapshots that came, in order.
  public private(set) var deltas: [OrderBookDeltas] = []
  /// The finished bars that came, in order.
  public private(set) var bars: [Bar] = []
  /// What was told of books' reliability, in order.
  public private(set) var bookStatuses: [BookStatus] = []
  /// The mark prices of contracts that came, in order.
  public private(set) var markPrices: [MarkPriceUpdate] = []
  /// The index prices of contracts that came, in order.
  public private(set) var indexPrices: [IndexPriceUpdate] = []
  /// The funding rates of contracts that came, in order.
  public private(set) var fundingRates: [FundingRateUpdate] = []
  /// The trading statuses that came, in order.
  public private(set) var instrumentStatuses: [InstrumentStatus] = []
  /// The definitions that came by themselves, in order; those of answers are in ``responses``.
  public private(set) var instruments: [Instrument] = []
  /// The custom data that came, in order, with the type under which it was given.
  public private(set) var custom: [(data: any CustomData, type: DataType)] = []
  /// The answers to requests, failures included, in order.
  public private(set) var responses: [DataResponse] = []
  /// What was told of the client's connections, in order.
  public private(set) var connectionStates: [ConnectionState] = []

  /// A sink that was told nothing yet.
  public init() {}

  public func process(_ quote: QuoteTick) {
    order.append("quote")
    quotes.append(quote)
  }

  public func process(_ trade: TradeTick) {
    order.append("trade")
    trades.append(trade)
  }

  public func process(_ deltas: borrowing OrderBookDeltas) {
    order.append("deltas")
    self.deltas.append(copy deltas)
  }

  public func process(_ bar: Bar) {
    order.append("bar")
    bars.append(bar)
  }

  public func process(_ status: BookStatus) {
    order.append("bookStatus")
    bookStatuses.append(status)
  }

  public func process(_ update: MarkPriceUpdate) {
    order.append("markPrice")
    markPrices.append(update)
  }

  public func process(_ update: IndexPriceUpdate) {
    order.append("indexPrice")
    indexPrices.append(update)
  }

  public func process(_ update: FundingRateUpdate) {
    order.append("fundingRate")
    fundingRates.append(update)
  }

  public func process(_ status: InstrumentStatus) {
    order.append("instrumentStatus")
    instrumentStatuses.append(status)
  }

  public func process(_ instrument: Instrument) {
    order.append("instrument")
    instruments.append(instrument)
  }

  public func process(_ data: any CustomData, dataType: DataType) {
    order.append("custom")
    custom.append((data, dataType))
  }

  public func process(_ response: DataResponse) {
    order.append("response")
    responses.append(response)
  }

  public func process(_ state: ConnectionState) {
    order.append("connectionState")
    connectionStates.append(state)
  }
}
