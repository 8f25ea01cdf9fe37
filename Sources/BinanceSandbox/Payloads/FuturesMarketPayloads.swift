import TradingModel

/// Market events that only futures have.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams>.
enum FuturesMarketPayloads {
  /// `markPriceUpdate`.
  static func markPrice(
    _ mark: MarkPriceState, rules: SymbolRules, product: SandboxProduct, at now: UnixNanos
  ) -> [UInt8] {
    let isPerpetual = rules.contractType == "PERPETUAL"
    return JSONWriter.object(capacity: 240) { writer in
      writer.field("e", "markPriceUpdate")
      writer.field("E", now.milliseconds)
      writer.field("s", rules.symbol)
      writer.field("p", rules.eightDecimals(mark.mark))
      if product == .coinm { writer.field("P", rules.eightDecimals(mark.estimatedSettle)) }
      writer.field("i", rules.eightDecimals(mark.index))
      if product == .usdm { writer.field("P", rules.eightDecimals(mark.estimatedSettle)) }
      if isPerpetual { writer.field("r", mark.fundingRate, decimals: 8) } else { writer.field("r", "") }
      if product == .usdm { writer.field("ap", rules.eightDecimals(mark.mark)) }
      writer.field("T", isPerpetual ? mark.nextFundingTime : 0)
      writer.service(of: product)
    }
  }

  /// `indexPriceUpdate` (COIN-M).
  static func indexPrice(_ mark: MarkPriceState, rules: SymbolRules, at now: UnixNanos) -> [UInt8] {
    JSONWriter.object(capacity: 96) { writer in
      writer.field("e", "indexPriceUpdate")
      writer.field("E", now.milliseconds)
      writer.field("i", rules.pair)
      writer.field("p", rules.eightDecimals(mark.index))
    }
  }

  /// `indexPrice_kline` and `markPrice_kline` (COIN-M): candles without volume.
  static func referenceKline(
    _ kline: Kline, interval: KlineInterval, rules: SymbolRules, isIndex: Bool, at now: UnixNanos
  ) -> [UInt8] {
    JSONWriter.object(capacity: 320) { writer in
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
        writer.field("o", rules.eightDecimals(kline.open))
        writer.field("c", rules.eightDecimals(kline.close))
        writer.field("h", rules.eightDecimals(kline.high))
        writer.field("l", rules.eightDecimals(kline.low))
        writer.field("v", "0")
        writer.field("n", Int((now.milliseconds - kline.openTime) / 1_000))
        writer.field("x", now.milliseconds > kline.closeTime)
        for name: StaticString in ["q", "V", "Q", "B"] { writer.field(name, "0") }
      }
    }
  }

  /// `forceOrder`.
  static func liquidation(_ order: VenueOrder, product: SandboxProduct, at now: UnixNanos) -> [UInt8] {
    let rules = order.rules
    return JSONWriter.object(capacity: 280) { writer in
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
      writer.service(of: product)
    }
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
    JSONWriter.object(capacity: 240) { writer in
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
      writer.service(of: product)
    }
  }
}

extension JSONWriter {
  /// `st`, by which the futures exchanges tell their events apart since their integration.
  mutating func service(of product: SandboxProduct) {
    if let type = product.profile.serviceType { field("st", type) }
  }
}
