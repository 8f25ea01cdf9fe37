import BinanceAdapter
import TradingEngine
import TradingModel

/// Market data as lines of the command line's contract.
extension JSONLine {
  /// What every line about one instrument begins with.
  init(_ type: String, of instrument: InstrumentId) {
    self.init("type", type)
    string("instrument", instrument.text)
  }

  init(_ quote: QuoteTick) {
    self.init("quote", of: quote.instrumentId)
    decimal("bid", quote.bidPrice)
    decimal("bidSize", quote.bidSize)
    decimal("ask", quote.askPrice)
    decimal("askSize", quote.askSize)
    times(quote.tsEvent, quote.tsInit)
  }

  init(_ trade: TradeTick) {
    self.init("trade", of: trade.instrumentId)
    decimal("price", trade.price)
    decimal("size", trade.size)
    string("aggressor", trade.aggressorSide.name)
    string("tradeId", trade.tradeId.text)
    times(trade.tsEvent, trade.tsInit)
  }

  init(_ deltas: borrowing OrderBookDeltas) {
    self.init("deltas", of: deltas.instrumentId)
    integer("sequence", deltas.sequence)
    bool("snapshot", deltas.isSnapshot)
    array(
      "deltas",
      deltas.deltas.map { delta in
        var line = JSONLine()
        line.string("action", delta.action.name)
        guard delta.action != .clear else { return line }
        line.string("side", delta.side.name)
        line.decimal("price", delta.price)
        line.decimal("size", delta.size)
        return line
      })
    times(deltas.tsEvent, deltas.tsInit)
  }

  init(_ status: BookStatus) {
    self.init("bookStatus", of: status.instrumentId)
    string("state", status.state.rawValue)
    integer("sequence", status.sequence)
    string("reason", status.reason)
    times(status.tsEvent, status.tsInit)
  }

  /// A whole book, best levels first.
  init(_ book: OrderBook, depth: Int = .max) {
    self.init("book", of: book.instrumentId)
    integer("sequence", book.sequence)
    pairs("bids", book.bids(depth: depth).map { ($0.price, $0.size) })
    pairs("asks", book.asks(depth: depth).map { ($0.price, $0.size) })
  }

  /// A bar with what only Binance tells of it.
  init(_ data: BinanceBar) {
    self.init(bar: data.bar)
    // COIN-M counts volumes in contracts and tells the base amounts beside them.
    decimal(data.isBaseVolume ? "baseVolume" : "quoteVolume", data.quoteVolume)
    integer("count", data.count)
    decimal(data.isBaseVolume ? "takerBuyVolume" : "takerBuyBaseVolume", data.takerBuyBaseVolume)
    decimal(data.isBaseVolume ? "takerBuyBaseVolume" : "takerBuyQuoteVolume", data.takerBuyQuoteVolume)
    times(data.tsEvent, data.tsInit)
  }

  /// A bar without its times.
  private init(bar: Bar) {
    self.init("type", "bar")
    string("barType", bar.barType.description)
    decimal("open", bar.open)
    decimal("high", bar.high)
    decimal("low", bar.low)
    decimal("close", bar.close)
    decimal("volume", bar.volume)
  }

  init(_ bar: Bar) {
    self.init(bar: bar)
    times(bar.tsEvent, bar.tsInit)
  }

  init(_ status: InstrumentStatus) {
    self.init("status", of: status.instrumentId)
    string("action", status.action.rawValue)
    string("status", status.raw)
    bool("isTrading", status.isTrading)
    times(status.tsEvent, status.tsInit)
  }

  init(_ update: IndexPriceUpdate) {
    self.init("indexPrice", of: update.instrumentId)
    decimal("index", update.value)
    decimal("value", update.value)
    times(update.tsEvent, update.tsInit)
  }

  init(_ update: FundingRateUpdate) {
    self.init("fundingRate", of: update.instrumentId)
    decimal("fundingRate", update.rate)
    decimal("rate", update.rate)
    time("nextFundingTime", update.nextFunding)
    times(update.tsEvent, update.tsInit)
  }

  init(_ update: MarkPriceUpdate) {
    self.init("markPrice", of: update.instrumentId)
    decimal("mark", update.value)
    times(update.tsEvent, update.tsInit)
  }

  init(_ update: BinanceFuturesMarkPriceUpdate) {
    self.init("markPrice", of: update.instrument)
    decimal("mark", update.mark)
    decimal("index", update.index)
    decimal("estimatedSettle", update.estimatedSettle)
    decimal("fundingRate", update.fundingRate)
    time("nextFundingTime", update.nextFunding)
    times(update.tsEvent, update.tsInit)
  }

  init(_ ticker: BinanceTicker) {
    self.init("ticker", of: ticker.instrument)
    decimal("priceChange", ticker.priceChange)
    decimal("priceChangePercent", ticker.priceChangePercent)
    decimal("weightedAveragePrice", ticker.weightedAveragePrice)
    decimal("previousClose", ticker.previousClose)
    decimal("lastPrice", ticker.lastPrice)
    decimal("lastQuantity", ticker.lastQuantity)
    decimal("bidPrice", ticker.bidPrice)
    decimal("bidSize", ticker.bidSize)
    decimal("askPrice", ticker.askPrice)
    decimal("askSize", ticker.askSize)
    decimal("open", ticker.open)
    decimal("high", ticker.high)
    decimal("low", ticker.low)
    decimal("volume", ticker.volume)
    decimal(ticker.isBaseVolume ? "baseVolume" : "quoteVolume", ticker.quoteVolume)
    time("openTime", ticker.openTime)
    time("closeTime", ticker.closeTime)
    integer("firstTradeId", ticker.firstTradeId)
    integer("lastTradeId", ticker.lastTradeId)
    integer("count", ticker.count)
    times(ticker.tsEvent, ticker.tsInit)
  }

  init(_ liquidation: BinanceLiquidation) {
    self.init("liquidation", of: liquidation.instrument)
    string("side", liquidation.side.name)
    string("orderType", liquidation.orderType)
    string("timeInForce", liquidation.timeInForce)
    decimal("quantity", liquidation.quantity)
    decimal("price", liquidation.price)
    decimal("averagePrice", liquidation.averagePrice)
    string("status", liquidation.status)
    decimal("lastFilledQuantity", liquidation.lastFilledQuantity)
    decimal("accumulatedQuantity", liquidation.accumulatedQuantity)
    times(liquidation.tsEvent, liquidation.tsInit)
  }

  /// Custom data of a kind that has a line; `nil` for any other.
  init?(custom data: any CustomData) {
    switch data {
    case let bar as BinanceBar: self.init(bar)
    case let update as BinanceFuturesMarkPriceUpdate: self.init(update)
    case let ticker as BinanceTicker: self.init(ticker)
    case let liquidation as BinanceLiquidation: self.init(liquidation)
    default: self.init(futures: data)
    }
  }

  init(_ state: ConnectionState) {
    self.init("type", "connectionState")
    string("client", state.clientId.text)
    string("channel", state.channel)
    string("state", state.state.rawValue)
    string("reason", state.reason)
    time("tsInit", state.tsInit)
  }

  /// The line for people: the same values without the marks of JSON.
  var plainText: String {
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    return text.replacing("\",\"", with: " ").replacing(",\"", with: " ").replacing("\":\"", with: "=")
      .replacing("\":", with: "=").replacing("\"", with: "").replacing("type=", with: "")
  }
}
