import TradingModel
import TradingNetwork

/// The events that come once a second or less: candlesticks, tickers, mark prices, liquidations.
extension BinanceMarketDecoder {
  /// Goes into a nested object, whose members replace those of the event around it.
  private func enter(_ letter: Unicode.Scalar) throws(JSONError) {
    guard let raw = fields.raw(letter) else { throw JSONError(.unexpectedEnd, at: 0) }
    var reader = JSONReader(raw)
    fields.reset(raw)
    try reader.beginObject()
    while let key = try reader.nextKey() {
      let value: UnsafeRawBufferPointer
      switch key.bytes.count {
      case 1:
        value = try reader.readRawValue()
        fields.note(key.bytes[0], value)
      case 2 where key == "ap":
        // The average price of a liquidation gets a letter that the venue does not use there.
        value = try reader.readRawValue()
        fields.note(UInt8(ascii: "A"), value)
      default: try reader.skipValue()
      }
    }
  }

  func dispatchKline(to handler: any BinanceMarketEventHandler) throws(JSONError) {
    guard let slot else { return try requireSymbol() }
    let row = symbols.rows[slot]
    try enter("k")
    var closed = try fields.reader("x")
    guard try closed.readBool() else { return }
    guard let interval = BinanceBarInterval(rawValue: try text("i")) else {
      return handler.receiveUnknown(event: "kline interval \(String(try text("i").prefix(20)))")
    }
    let bar = Bar(
      barType: BarType(instrumentId: row.instrumentId, specification: interval.specification),
      open: try price("o", row),
      high: try price("h", row), low: try price("l", row), close: try price("c", row),
      volume: try volume("v", decimals: row.sizePrecision), tsEvent: try time("T"), tsInit: now)
    handler.receive(
      BinanceBar(
        bar: bar, quoteVolume: try wide("q"), isBaseVolume: isCoinMargined,
        count: Int(truncatingIfNeeded: try signed("n")),
        takerBuyBaseVolume: try volume("V", decimals: row.sizePrecision), takerBuyQuoteVolume: try wide("Q")),
      slot: slot)
  }

  /// A volume as published, with at least the instrument's decimals and no zeros beyond them.
  private func volume(_ letter: Unicode.Scalar, decimals: UInt8) throws(JSONError) -> WideDecimal {
    BinanceVolume.atLeast(decimals, try wide(letter))
  }

  func dispatchTicker(to handler: any BinanceMarketEventHandler) throws(JSONError) {
    guard let slot else { return try requireSymbol() }
    let row = symbols.rows[slot]
    handler.receive(
      BinanceTicker(
        instrument: row.instrumentId, priceChange: try wide("p").trimmed, priceChangePercent: try wide("P"),
        weightedAveragePrice: try wide("w").trimmed, previousClose: fields.has("x") ? try price("x", row) : nil,
        lastPrice: try price("c", row), lastQuantity: try size("Q", row),
        bidPrice: fields.has("b") ? try price("b", row) : nil, bidSize: fields.has("B") ? try size("B", row) : nil,
        askPrice: fields.has("a") ? try price("a", row) : nil, askSize: fields.has("A") ? try size("A", row) : nil,
        open: try price("o", row), high: try price("h", row), low: try price("l", row),
        volume: try volume("v", decimals: row.sizePrecision), quoteVolume: try wide("q"),
        isBaseVolume: isCoinMargined, openTime: try time("O"), closeTime: try time("C"),
        firstTradeId: try signed("F"), lastTradeId: try signed("L"), count: try signed("n"), tsEvent: try time("E"),
        tsInit: now),
      slot: slot)
  }

  func dispatchMarkPrice(to handler: any BinanceMarketEventHandler) throws(JSONError) {
    guard let slot else { return try requireSymbol() }
    let row = symbols.rows[slot]
    let nextFunding = fields.has("T") ? try time("T") : .zero
    let rate = try optionalRate()
    handler.receive(
      BinanceFuturesMarkPriceUpdate(
        instrument: row.instrumentId, mark: try price("p", row), index: try optionalPrice("i", row),
        estimatedSettle: try optionalPrice("P", row), fundingRate: rate,
        nextFunding: nextFunding == .zero ? nil : nextFunding, tsEvent: try time("E"), tsInit: now),
      slot: slot)
  }

  /// Dated contracts have an empty text for a funding rate.
  private func optionalRate() throws(JSONError) -> WideDecimal? {
    guard let raw = fields.raw("r"), raw.count > 2 else { return nil }
    return try wide("r").trimmed
  }

  private func optionalPrice(_ letter: Unicode.Scalar, _ row: BinanceSymbolTable.Row) throws(JSONError) -> Price? {
    guard let raw = fields.raw(letter), raw.count > 2 || raw.first != UInt8(ascii: "\"") else { return nil }
    return try price(letter, row)
  }

  func dispatchLiquidation(to handler: any BinanceMarketEventHandler) throws(JSONError) {
    try enter("o")
    guard let raw = fields.raw("s"), raw.count >= 2 else { throw JSONError(.unexpectedEnd, at: 0) }
    guard let slot = symbols.slot(of: UnsafeRawBufferPointer(rebasing: raw[1..<(raw.count - 1)])) else {
      return noteStranger()
    }
    let row = symbols.rows[slot]
    handler.receive(
      BinanceLiquidation(
        instrument: row.instrumentId, side: try text("S") == "BUY" ? .buy : .sell, orderType: try text("o"),
        timeInForce: try text("f"), quantity: try size("q", row), price: try price("p", row),
        averagePrice: try price("A", row), status: try text("X"), lastFilledQuantity: try size("l", row),
        accumulatedQuantity: try size("z", row), tsEvent: try time("T"), tsInit: now),
      slot: slot)
  }
}
