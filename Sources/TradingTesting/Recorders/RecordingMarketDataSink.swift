public import TradingEngine
public import TradingModel

/// A market data sink that keeps everything it is told.
public final class RecordingMarketDataSink: MarketDataSink {
  /// The kinds of things in the order in which they came.
  public private(set) var order: [String] = []
  public private(set) var quotes: [QuoteTick] = []
  public private(set) var trades: [TradeTick] = []
  public private(set) var deltas: [OrderBookDeltas] = []
  public private(set) var bars: [Bar] = []
  public private(set) var bookStatuses: [BookStatus] = []
  public private(set) var markPrices: [MarkPriceUpdate] = []
  public private(set) var indexPrices: [IndexPriceUpdate] = []
  public private(set) var fundingRates: [FundingRateUpdate] = []
  public private(set) var instrumentStatuses: [InstrumentStatus] = []
  public private(set) var instruments: [Instrument] = []
  public private(set) var custom: [(data: any CustomData, type: DataType)] = []
  public private(set) var responses: [DataResponse] = []
  public private(set) var connectionStates: [ConnectionState] = []

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
