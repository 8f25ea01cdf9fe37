import TradingModel

/// The market streams' payloads, product by product, with the venue's fields in the venue's order.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams> and the futures counterparts.
struct MarketPayloads {
  let rules: SymbolRules
  let product: SandboxProduct
  let unit: TimeUnit

  /// A time in the unit that the connection asked for.
  func time(_ moment: UnixNanos) -> Int64 {
    unit == .microseconds ? moment.microseconds : moment.milliseconds
  }

  func time(milliseconds: Int64) -> Int64 {
    unit == .microseconds ? milliseconds &* 1_000 : milliseconds
  }

  func price(_ name: StaticString, _ value: Int64, _ writer: inout JSONWriter) {
    writer.field(name, value, decimals: rules.priceDecimals)
  }

  func quantity(_ name: StaticString, _ value: Int64, _ writer: inout JSONWriter) {
    writer.field(name, value, decimals: rules.quantityDecimals)
  }

  // MARK: Trades

  func trade(_ trade: MarketTrade) -> [UInt8] {
    JSONWriter.object(capacity: 160) { writer in
      writer.field("e", "trade")
      writer.field("E", time(trade.eventTime))
      if product.isFutures { writer.field("T", time(trade.time)) }
      writer.field("s", rules.symbol)
      writer.field("t", trade.id)
      price("p", trade.price, &writer)
      quantity("q", trade.quantity, &writer)
      if product.isFutures {
        writer.field("X", "MARKET")
        writer.field("m", trade.buyerIsMaker)
      } else {
        writer.field("T", time(trade.time))
        writer.field("m", trade.buyerIsMaker)
        writer.field("M", true)
      }
    }
  }

  func aggregateTrade(_ trade: AggregateTrade) -> [UInt8] {
    JSONWriter.object(capacity: 176) { writer in
      writer.field("e", "aggTrade")
      writer.field("E", time(trade.eventTime))
      if product == .coinm {
        writer.field("a", trade.id)
        writer.field("s", rules.symbol)
      } else {
        writer.field("s", rules.symbol)
        writer.field("a", trade.id)
      }
      price("p", trade.price, &writer)
      quantity("q", trade.quantity, &writer)
      if product == .usdm { quantity("nq", trade.quantity - trade.retailQuantity, &writer) }
      writer.field("f", trade.firstTradeId)
      writer.field("l", trade.lastTradeId)
      writer.field("T", time(trade.time))
      writer.field("m", trade.buyerIsMaker)
      if product.isFutures { writer.service(of: product) } else { writer.field("M", true) }
    }
  }

  // MARK: Book

  func bookTicker(_ top: BookTop) -> [UInt8] {
    JSONWriter.object(capacity: 192) { writer in
      if product.isFutures { writer.field("e", "bookTicker") }
      writer.field("u", top.updateId)
      if product == .usdm {
        writer.field("E", time(top.eventTime))
        writer.field("T", time(top.transactionTime))
      }
      writer.field("s", rules.symbol)
      if product == .usdm { writer.field("ps", rules.pair) }
      price("b", top.bid.price, &writer)
      quantity("B", top.bid.quantity, &writer)
      price("a", top.ask.price, &writer)
      quantity("A", top.ask.quantity, &writer)
      if product == .coinm {
        writer.field("T", time(top.transactionTime))
        writer.field("E", time(top.eventTime))
        writer.field("ps", rules.pair)
      }
      writer.service(of: product)
    }
  }

  func depth(_ change: DepthChange) -> [UInt8] {
    JSONWriter.object(capacity: 160 + 40 * (change.bids.count + change.asks.count)) { writer in
      writer.field("e", "depthUpdate")
      writer.field("E", time(change.eventTime))
      if product.isFutures { writer.field("T", time(change.transactionTime)) }
      writer.field("s", rules.symbol)
      if product == .coinm { writer.field("ps", rules.pair) }
      writer.field("U", change.firstUpdateId)
      writer.field("u", change.lastUpdateId)
      if product.isFutures { writer.field("pu", change.previousUpdateId) }
      levels("b", change.bids, &writer)
      levels("a", change.asks, &writer)
      if product == .usdm { writer.field("ps", rules.pair) }
      writer.service(of: product)
    }
  }

  /// Spot's partial book; the futures' has the shape of a depth event.
  func partialDepth(_ snapshot: DepthSnapshot) -> [UInt8] {
    JSONWriter.object(capacity: 64 + 40 * (snapshot.bids.count + snapshot.asks.count)) { writer in
      writer.field("lastUpdateId", snapshot.lastUpdateId)
      levels("bids", snapshot.bids, &writer)
      levels("asks", snapshot.asks, &writer)
    }
  }

  /// The REST answer.
  func depthSnapshot(_ snapshot: DepthSnapshot) -> [UInt8] {
    JSONWriter.object(capacity: 96 + 40 * (snapshot.bids.count + snapshot.asks.count)) { writer in
      writer.field("lastUpdateId", snapshot.lastUpdateId)
      if product == .coinm {
        writer.field("symbol", rules.symbol)
        writer.field("pair", rules.pair)
      }
      if product.isFutures {
        writer.field("E", snapshot.eventTime.milliseconds)
        writer.field("T", snapshot.transactionTime.milliseconds)
      }
      levels("bids", snapshot.bids, &writer)
      levels("asks", snapshot.asks, &writer)
    }
  }

  private func levels(_ name: StaticString, _ levels: [BookLevel], _ writer: inout JSONWriter) {
    writer.key(name)
    writer.array { writer in
      for level in levels {
        writer.array { writer in
          writer.decimal(level.price, rules.priceDecimals)
          writer.decimal(level.quantity, rules.quantityDecimals)
        }
      }
    }
  }

  // MARK: Candles

  /// `kline` and `continuous_kline`.
  func kline(
    _ kline: Kline, interval: KlineInterval, isClosed: Bool, at now: UnixNanos, contract: String? = nil
  ) -> [UInt8] {
    JSONWriter.object(capacity: 360) { writer in
      writer.field("e", contract == nil ? "kline" : "continuous_kline")
      writer.field("E", time(now))
      if let contract {
        writer.field("ps", rules.pair)
        writer.field("ct", contract)
      } else {
        writer.field("s", rules.symbol)
      }
      writer.key("k")
      writer.object { writer in
        writer.field("t", time(milliseconds: kline.openTime))
        writer.field("T", unit == .microseconds ? kline.closeTime &* 1_000 &+ 999 : kline.closeTime)
        if contract == nil { writer.field("s", rules.symbol) }
        writer.field("i", interval.rawValue)
        writer.field("f", kline.firstTradeId)
        writer.field("L", kline.lastTradeId)
        price("o", kline.open, &writer)
        price("c", kline.close, &writer)
        price("h", kline.high, &writer)
        price("l", kline.low, &writer)
        volume("v", kline.volume, &writer)
        writer.field("n", kline.count)
        writer.field("x", isClosed)
        quote("q", kline.quoteVolume, &writer)
        volume("V", kline.takerBuyVolume, &writer)
        quote("Q", kline.takerBuyQuote, &writer)
        writer.field("B", "0")
      }
    }
  }

  /// One row of the REST answer.
  func klineRow(_ kline: Kline, into writer: inout JSONWriter) {
    writer.array { writer in
      writer.value(time(milliseconds: kline.openTime))
      writer.decimal(kline.open, rules.priceDecimals)
      writer.decimal(kline.high, rules.priceDecimals)
      writer.decimal(kline.low, rules.priceDecimals)
      writer.decimal(kline.close, rules.priceDecimals)
      wide(kline.volume, &writer)
      writer.value(unit == .microseconds ? kline.closeTime &* 1_000 &+ 999 : kline.closeTime)
      writer.value(kline.quoteVolume)
      writer.value(kline.count)
      wide(kline.takerBuyVolume, &writer)
      writer.value(kline.takerBuyQuote)
      writer.value("0")
    }
  }

  /// One row of a reference price: no volume.
  ///
  /// - Parameter decimals: the decimals of the values where they are no prices.
  func referenceRow(_ kline: Kline, decimals: Int?, into writer: inout JSONWriter) {
    func put(_ value: Int64, _ writer: inout JSONWriter) {
      if let decimals { writer.decimal(value, decimals) } else { writer.value(rules.eightDecimals(value)) }
    }
    writer.array { writer in
      writer.value(time(milliseconds: kline.openTime))
      for value in [kline.open, kline.high, kline.low, kline.close] { put(value, &writer) }
      writer.value("0")
      writer.value(kline.closeTime)
      writer.value("0")
      writer.value(kline.count)
      for _ in 0..<3 { writer.value("0") }
    }
  }

  func volume(_ name: StaticString, _ volume: Int128, _ writer: inout JSONWriter) {
    writer.key(name)
    wide(volume, &writer)
  }

  func wide(_ value: Int128, _ writer: inout JSONWriter) {
    if let narrow = Int64(exactly: value) {
      writer.decimal(narrow, rules.quantityDecimals)
    } else {
      writer.value(FixedText.format(value, decimals: rules.quantityDecimals))
    }
  }

  func quote(_ name: StaticString, _ amount: Amount, _ writer: inout JSONWriter) {
    writer.field(name, amount)
  }
}
