import TradingModel

extension MarketPayloads {
  private func object(_ capacity: Int, _ body: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter(capacity: capacity)
    writer.object { body(&$0) }
    return writer.bytes
  }

  private func put(_ name: StaticString, _ price: Int64, _ writer: inout JSONWriter) {
    writer.field(name, price, decimals: rules.priceDecimals)
  }

  private var factor: Int64 { unit == .microseconds ? 1_000 : 1 }

  /// What futures add to a ticker.
  private func pairAndService(_ writer: inout JSONWriter) {
    writer.field("ps", rules.pair)
    writer.field("st", product == .coinm ? 2 : 1)
  }

  /// `24hrMiniTicker`.
  func miniTicker(_ statistics: MarketStatistics, at now: UnixNanos) -> [UInt8] {
    object(240) { writer in
      writer.field("e", "24hrMiniTicker")
      writer.field("E", time(now))
      writer.field("s", rules.symbol)
      if product == .coinm { writer.field("ps", rules.pair) }
      put("c", statistics.last, &writer)
      put("o", statistics.open, &writer)
      put("h", statistics.high, &writer)
      put("l", statistics.low, &writer)
      volume("v", statistics.volume, &writer)
      quote("q", statistics.quoteVolume, &writer)
      if product == .usdm { writer.field("ps", rules.pair) }
      if product.isFutures { writer.field("st", product == .coinm ? 2 : 1) }
    }
  }

  /// `24hrTicker`.
  func ticker(_ statistics: MarketStatistics, top: BookTop, at now: UnixNanos) -> [UInt8] {
    object(520) { writer in
      writer.field("e", "24hrTicker")
      writer.field("E", time(now))
      writer.field("s", rules.symbol)
      put("p", statistics.change, &writer)
      writer.field("P", statistics.changePercentMilli, decimals: 3)
      put("w", statistics.weightedAverage, &writer)
      if product == .spot { put("x", statistics.previousClose, &writer) }
      put("c", statistics.last, &writer)
      writer.field("Q", statistics.lastQuantity, decimals: rules.quantityDecimals)
      if product == .spot {
        put("b", top.bid.price, &writer)
        writer.field("B", top.bid.quantity, decimals: rules.quantityDecimals)
        put("a", top.ask.price, &writer)
        writer.field("A", top.ask.quantity, decimals: rules.quantityDecimals)
      }
      put("o", statistics.open, &writer)
      put("h", statistics.high, &writer)
      put("l", statistics.low, &writer)
      volume("v", statistics.volume, &writer)
      quote("q", statistics.quoteVolume, &writer)
      tradeRange(statistics, &writer)
      if product.isFutures { pairAndService(&writer) }
    }
  }

  /// `1hTicker`, `4hTicker`, `1dTicker`.
  func rollingTicker(_ statistics: MarketStatistics, window: String, at now: UnixNanos) -> [UInt8] {
    object(420) { writer in
      writer.field("e", "\(window)Ticker")
      writer.field("E", time(now))
      writer.field("s", rules.symbol)
      put("p", statistics.change, &writer)
      writer.field("P", statistics.changePercentMilli, decimals: 3)
      put("o", statistics.open, &writer)
      put("h", statistics.high, &writer)
      put("l", statistics.low, &writer)
      put("c", statistics.last, &writer)
      put("w", statistics.weightedAverage, &writer)
      volume("v", statistics.volume, &writer)
      quote("q", statistics.quoteVolume, &writer)
      tradeRange(statistics, &writer)
    }
  }

  private func tradeRange(_ statistics: MarketStatistics, _ writer: inout JSONWriter) {
    writer.field("O", statistics.openTime &* factor)
    writer.field("C", statistics.closeTime &* factor)
    writer.field("F", statistics.firstTradeId)
    writer.field("L", statistics.lastTradeId)
    writer.field("n", statistics.count)
  }

  /// `referencePrice`.
  func referencePrice(_ price: Int64?, at moment: UnixNanos) -> [UInt8] {
    object(96) { writer in
      writer.field("e", "referencePrice")
      writer.field("s", rules.symbol)
      if let price {
        put("r", price, &writer)
      } else {
        writer.key("r")
        writer.null()
      }
      writer.field("t", time(moment))
    }
  }

  /// `avgPrice`.
  func averagePrice(_ price: Int64, minutes: Int, lastTrade: UnixNanos, at now: UnixNanos) -> [UInt8] {
    object(128) { writer in
      writer.field("e", "avgPrice")
      writer.field("E", time(now))
      writer.field("s", rules.symbol)
      writer.field("i", "\(minutes)m")
      put("w", price, &writer)
      writer.field("T", time(lastTrade))
    }
  }
}

/// Events that only futures have.
enum FuturesPayloads {
  private static func eight(_ price: Int64, _ rules: SymbolRules) -> Amount { TickerOperations.eight(price, rules) }

  /// `markPriceUpdate`.
  static func markPrice(
    _ mark: MarkPriceState, rules: SymbolRules, product: SandboxProduct, at now: UnixNanos
  ) -> [UInt8] {
    let isPerpetual = rules.contractType == "PERPETUAL"
    var writer = JSONWriter(capacity: 240)
    writer.object { writer in
      writer.field("e", "markPriceUpdate")
      writer.field("E", now.milliseconds)
      writer.field("s", rules.symbol)
      writer.field("p", eight(mark.mark, rules))
      if product == .coinm { writer.field("P", eight(mark.estimatedSettle, rules)) }
      writer.field("i", eight(mark.index, rules))
      if product == .usdm { writer.field("P", eight(mark.estimatedSettle, rules)) }
      if isPerpetual { writer.field("r", mark.fundingRate, decimals: 8) } else { writer.field("r", "") }
      if product == .usdm { writer.field("ap", eight(mark.mark, rules)) }
      writer.field("T", isPerpetual ? mark.nextFundingTime : 0)
      writer.field("st", product == .coinm ? 2 : 1)
    }
    return writer.bytes
  }

  /// `indexPriceUpdate` (COIN-M).
  static func indexPrice(_ mark: MarkPriceState, rules: SymbolRules, at now: UnixNanos) -> [UInt8] {
    var writer = JSONWriter(capacity: 96)
    writer.object { writer in
      writer.field("e", "indexPriceUpdate")
      writer.field("E", now.milliseconds)
      writer.field("i", rules.pair)
      writer.field("p", eight(mark.index, rules))
    }
    return writer.bytes
  }

  /// `indexPrice_kline` and `markPrice_kline` (COIN-M): candles without volume.
  static func referenceKline(
    _ kline: Kline, interval: KlineInterval, rules: SymbolRules, isIndex: Bool, at now: UnixNanos
  ) -> [UInt8] {
    var writer = JSONWriter(capacity: 320)
    writer.object { writer in
      writer.field("e", isIndex ? "indexPrice_kline" : "markPrice_kline")
      writer.field("E", now.milliseconds)
      writer.field("ps", rules.pair)
      writer.key("k")
      writer.object { writer in
        writer.field("t", kline.openTime)
        writer.field("T", kline.closeTime)
        writer.field("s", isIndex ? "0" : rules.symbol)
        writer.field("i", interval.rawValue)
        writer.field("f", kline.openTime)
        writer.field("L", now.milliseconds)
        writer.field("o", eight(kline.open, rules))
        writer.field("c", eight(kline.close, rules))
        writer.field("h", eight(kline.high, rules))
        writer.field("l", eight(kline.low, rules))
        writer.field("v", "0")
        writer.field("n", Int((now.milliseconds - kline.openTime) / 1_000))
        writer.field("x", now.milliseconds > kline.closeTime)
        for name: StaticString in ["q", "V", "Q", "B"] { writer.field(name, "0") }
      }
    }
    return writer.bytes
  }

  /// `forceOrder`.
  static func liquidation(_ order: VenueOrder, product: SandboxProduct, at now: UnixNanos) -> [UInt8] {
    let rules = order.rules
    var writer = JSONWriter(capacity: 280)
    writer.object { writer in
      writer.field("e", "forceOrder")
      writer.field("E", now.milliseconds)
      writer.key("o")
      writer.object { writer in
        writer.field("s", rules.symbol)
        if product == .coinm { writer.field("ps", rules.pair) }
        writer.field("S", order.side.rawValue)
        writer.field("o", "LIMIT")
        writer.field("f", "IOC")
        writer.field("q", order.quantity, decimals: rules.quantityDecimals)
        writer.field("p", order.price, decimals: rules.priceDecimals)
        writer.field("ap", order.averagePrice, decimals: rules.priceDecimals)
        writer.field("X", order.status.rawValue)
        writer.field("l", order.executed, decimals: rules.quantityDecimals)
        writer.field("z", order.executed, decimals: rules.quantityDecimals)
        writer.field("T", order.updatedAt.milliseconds)
      }
      if product == .usdm { writer.field("ps", rules.pair) }
      writer.field("st", product == .coinm ? 2 : 1)
    }
    return writer.bytes
  }

  private static func contractBracket(
    _ bracket: LeverageBracket, lower: Int, _ product: SandboxProduct, _ writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.field("bs", bracket.number)
      writer.field("bnf", bracket.floor)
      writer.field("bnc", bracket.cap)
      writer.key("mmr")
      writer.json(FixedText.format(bracket.maintenanceRate, decimals: 4).utf8)
      writer.field("cf", bracket.deduction(product) / 10_000)
      writer.field("mi", lower + 1)
      writer.field("ma", bracket.leverage)
    }
  }

  /// `contractInfo`.
  static func contractInfo(_ rules: SymbolRules, product: SandboxProduct, at now: UnixNanos) -> [UInt8] {
    var writer = JSONWriter(capacity: 240)
    writer.object { writer in
      writer.field("e", "contractInfo")
      writer.field("E", now.milliseconds)
      writer.field("s", rules.symbol)
      if product == .coinm { writer.field("ps", rules.pair) }
      writer.field("ct", rules.contractType)
      writer.field("dt", rules.deliveryDate.milliseconds)
      writer.field("ot", rules.onboardDate.milliseconds)
      writer.field("cs", rules.status.rawValue)
      writer.key("bks")
      writer.array { writer in
        for (lower, bracket) in zip(
          LeverageBracket.table(product).dropFirst().map(\.leverage) + [0], LeverageBracket.table(product))
        {
          contractBracket(bracket, lower: lower, product, &writer)
        }
      }
      writer.field("st", product == .coinm ? 2 : 1)
    }
    return writer.bytes
  }
}
