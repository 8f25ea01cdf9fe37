import TradingModel
import TradingNetwork

/// The messages that come most often, read in one pass when their members come in the order in which the venue writes
/// them today.
///
/// Correctness does not rest on that order: whenever anything is different, nothing has been told yet, and the message
/// is read again in the general way. Every byte of what is told was compared or read.
extension BinanceMarketDecoder {
  /// Tells the message if it is one of these; false when it is to be read in the general way.
  @inline(__always)
  func decodeQuickly(_ message: UnsafeRawBufferPointer, to handler: any BinanceMarketEventHandler) -> Bool {
    var reader = JSONReader(message)
    do throws(JSONError) {
      let isCombined = reader.skip("{\"stream\":\"")
      if isCombined {
        let name = try reader.readStringBody()
        stream = name.bytes
        guard reader.skip(",\"data\":") else { return false }
      }
      if reader.skip("{\"u\":") { return try quickQuote(&reader, isCombined, to: handler) }
      guard reader.skip("{\"e\":\"") else { return false }
      if reader.skip("trade\",\"E\":") { return try quickTrade(&reader, isCombined, to: handler) }
      if reader.skip("depthUpdate\",\"E\":") { return try quickDepth(&reader, isCombined, to: handler) }
      if reader.skip("bookTicker\",\"u\":") { return try quickQuote(&reader, isCombined, to: handler) }
      if reader.skip("aggTrade\",\"E\":") { return try quickAggregatedTrade(&reader, isCombined, to: handler) }
      return false
    } catch {
      // The general way finds out what is wrong, and says so.
      return false
    }
  }

  private func quickQuote(
    _ reader: inout JSONReader, _ isCombined: Bool, to handler: any BinanceMarketEventHandler
  ) throws(JSONError) -> Bool {
    let updateId = try reader.readUInt64()
    _ = reader.skip(",\"e\":\"bookTicker\"")
    guard reader.skip(",\"s\":\""), let slot = try quickSlot(&reader) else { return false }
    let (id, prices, sizes) = quickRow(slot)
    guard reader.skip(",\"b\":") else { return false }
    let bid = try reader.readPrice(precision: prices)
    guard reader.skip(",\"B\":") else { return false }
    let bidSize = try reader.readQuantity(precision: sizes)
    guard reader.skip(",\"a\":") else { return false }
    let ask = try reader.readPrice(precision: prices)
    guard reader.skip(",\"A\":") else { return false }
    let askSize = try reader.readQuantity(precision: sizes)
    var time = now
    if reader.skip(",\"T\":") {
      time = UnixNanos(milliseconds: try reader.readInt64())
      guard reader.skip(",\"E\":") else { return false }
      _ = try reader.readInt64()
    }
    guard try quickEnd(&reader, isCombined) else { return false }
    handler.receive(
      QuoteTick(
        instrumentId: id, bidPrice: bid, askPrice: ask, bidSize: bidSize, askSize: askSize, tsEvent: time, tsInit: now),
      updateId: updateId, slot: slot)
    return true
  }

  private func quickTrade(
    _ reader: inout JSONReader, _ isCombined: Bool, to handler: any BinanceMarketEventHandler
  ) throws(JSONError) -> Bool {
    _ = try reader.readInt64()
    guard reader.skip(",\"s\":\""), let slot = try quickSlot(&reader) else { return false }
    let (id, prices, sizes) = quickRow(slot)
    guard reader.skip(",\"t\":") else { return false }
    let number = try reader.readUInt64()
    guard reader.skip(",\"p\":") else { return false }
    let price = try reader.readPrice(precision: prices)
    guard reader.skip(",\"q\":") else { return false }
    let size = try reader.readQuantity(precision: sizes)
    guard reader.skip(",\"T\":") else { return false }
    let time = UnixNanos(milliseconds: try reader.readInt64())
    guard reader.skip(",\"m\":") else { return false }
    let isBuyerMaker = try reader.readBool()
    guard reader.skip(",\"M\":true"), try quickEnd(&reader, isCombined) else { return false }
    guard price.raw > 0, size.raw > 0 else { return false }
    handler.receive(
      TradeTick(
        instrumentId: id, price: price, size: size, aggressorSide: isBuyerMaker ? .seller : .buyer,
        tradeId: TradeId(number: number), tsEvent: time, tsInit: now),
      isAggregated: false, slot: slot)
    return true
  }

  private func quickAggregatedTrade(
    _ reader: inout JSONReader, _ isCombined: Bool, to handler: any BinanceMarketEventHandler
  ) throws(JSONError) -> Bool {
    _ = try reader.readInt64()
    // Spot writes the symbol first, futures the number.
    var number: UInt64?
    if reader.skip(",\"a\":") { number = try reader.readUInt64() }
    guard reader.skip(",\"s\":\""), let slot = try quickSlot(&reader) else { return false }
    if number == nil, reader.skip(",\"a\":") { number = try reader.readUInt64() }
    guard let number else { return false }
    let (id, prices, sizes) = quickRow(slot)
    guard reader.skip(",\"p\":") else { return false }
    let price = try reader.readPrice(precision: prices)
    guard reader.skip(",\"q\":") else { return false }
    let size = try reader.readQuantity(precision: sizes)
    guard reader.skip(",\"f\":") else { return false }
    _ = try reader.readUInt64()
    guard reader.skip(",\"l\":") else { return false }
    _ = try reader.readUInt64()
    guard reader.skip(",\"T\":") else { return false }
    let time = UnixNanos(milliseconds: try reader.readInt64())
    guard reader.skip(",\"m\":") else { return false }
    let isBuyerMaker = try reader.readBool()
    _ = reader.skip(",\"M\":true")
    guard try quickEnd(&reader, isCombined), price.raw > 0, size.raw > 0 else { return false }
    handler.receive(
      TradeTick(
        instrumentId: id, price: price, size: size, aggressorSide: isBuyerMaker ? .seller : .buyer,
        tradeId: TradeId(number: number), tsEvent: time, tsInit: now),
      isAggregated: true, slot: slot)
    return true
  }

  private func quickDepth(
    _ reader: inout JSONReader, _ isCombined: Bool, to handler: any BinanceMarketEventHandler
  ) throws(JSONError) -> Bool {
    guard partialLevels == nil else { return false }
    var time = try reader.readInt64()
    if reader.skip(",\"T\":") { time = try reader.readInt64() }
    guard reader.skip(",\"s\":\""), let slot = try quickSlot(&reader) else { return false }
    guard reader.skip(",\"U\":") else { return false }
    let first = try reader.readUInt64()
    guard reader.skip(",\"u\":") else { return false }
    let last = try reader.readUInt64()
    var previous: UInt64?
    if reader.skip(",\"pu\":") { previous = try reader.readUInt64() }
    scratch.deltas.removeAll(keepingCapacity: true)
    guard reader.skip(",\"b\":") else { return false }
    try readLevels(&reader, side: .buy, row: symbols.rows[slot])
    guard reader.skip(",\"a\":") else { return false }
    try readLevels(&reader, side: .sell, row: symbols.rows[slot])
    guard try quickEnd(&reader, isCombined) else { return false }
    scratch.instrumentId = quickRow(slot).id
    scratch.sequence = last
    scratch.tsEvent = UnixNanos(milliseconds: time)
    scratch.tsInit = now
    scratch.isSnapshot = false
    handler.receive(&scratch, span: BinanceDepthSpan(first: first, last: last, previous: previous), slot: slot)
    return true
  }

  // MARK: Parts

  /// Reads the rest of a symbol, with what COIN-M writes behind it.
  @inline(__always)
  private func quickSlot(_ reader: inout JSONReader) throws(JSONError) -> Int? {
    let symbol = try reader.readStringBody()
    if reader.skip(",\"ps\":\"") { _ = try reader.readStringBody() }
    return symbol.isEscaped ? nil : symbols.slot(of: symbol.bytes)
  }

  @inline(__always)
  private func quickRow(_ slot: Int) -> (id: InstrumentId, prices: UInt8, sizes: UInt8) {
    symbols.rows.withUnsafeBufferPointer { rows in
      (rows[slot].instrumentId, rows[slot].pricePrecision, rows[slot].sizePrecision)
    }
  }

  /// Reads the members that futures write last, and the end of the message.
  @inline(__always)
  private func quickEnd(_ reader: inout JSONReader, _ isCombined: Bool) throws(JSONError) -> Bool {
    if reader.skip(",\"ps\":\"") { _ = try reader.readStringBody() }
    if reader.skip(",\"st\":") { _ = try reader.readInt64() }
    guard isCombined ? reader.skip("}}") : reader.skip("}") else { return false }
    try reader.finish()
    return true
  }
}
