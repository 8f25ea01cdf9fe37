import TradingModel
import TradingNetwork

extension BinanceMarketDecoder {
  /// What the collected members are.
  var eventKind: BinanceEventKind {
    if fields.has("e"), var reader = try? fields.reader("e"), let name = try? reader.readStringBytes() {
      return BinanceEventKind(name)
    }
    // Spot sends book tickers and partial depth without a name.
    if partial.lastUpdateId != nil || partial.bids != nil { return .partialDepth }
    if fields.has("B"), fields.has("A"), fields.has("u") { return .bookTicker }
    return .unknown
  }

  /// Tells what was collected.
  func dispatch(to handler: any BinanceMarketEventHandler) throws(JSONError) {
    switch eventKind {
    case .bookTicker: try dispatchQuote(to: handler)
    case .depth: try dispatchDepth(to: handler)
    case .trade: try dispatchTrade(id: "t", isAggregated: false, to: handler)
    case .aggregatedTrade: try dispatchTrade(id: "a", isAggregated: true, to: handler)
    case .partialDepth: try dispatchSpotPartialDepth(to: handler)
    case .kline: try dispatchKline(to: handler)
    case .ticker: try dispatchTicker(to: handler)
    case .markPrice: try dispatchMarkPrice(to: handler)
    case .liquidation: try dispatchLiquidation(to: handler)
    case .serverShutdown: handler.receiveServerShutdown()
    case .passedOver: break
    case .unknown: try dispatchUnknown(to: handler)
    }
  }

  // MARK: The hot ones

  private func dispatchQuote(to handler: any BinanceMarketEventHandler) throws(JSONError) {
    guard let slot else { return try requireSymbol() }
    let row = symbols.rows[slot]
    let quote = QuoteTick(
      instrumentId: row.instrumentId, bidPrice: try price("b", row), askPrice: try price("a", row),
      bidSize: try size("B", row), askSize: try size("A", row), tsEvent: try quoteTime(), tsInit: now)
    // An empty side is written as nothing at nothing; less than that cannot be.
    guard quote.bidPrice.raw >= 0, quote.askPrice.raw >= 0 else { throw JSONError(.negative, at: 0) }
    handler.receive(quote, updateId: try integer("u"), slot: slot)
  }

  /// The transaction time, else the event time; spot gives neither.
  private func quoteTime() throws(JSONError) -> UnixNanos {
    if fields.has("T") { return try time("T") }
    if fields.has("E") { return try time("E") }
    return now
  }

  private func dispatchTrade(
    id: Unicode.Scalar, isAggregated: Bool, to handler: any BinanceMarketEventHandler
  ) throws(JSONError) {
    guard let slot else { return try requireSymbol() }
    let row = symbols.rows[slot]
    let price = try price("p", row)
    let size = try size("q", row)
    var maker = try fields.reader("m")
    let trade = TradeTick(
      instrumentId: row.instrumentId, price: price, size: size,
      aggressorSide: try maker.readBool() ? .seller : .buyer, tradeId: TradeId(number: try integer(id)),
      tsEvent: try time("T"), tsInit: now)
    // The venue books insurance fund and liquidation clearing as trades without a price or size; nobody traded there.
    guard price.raw > 0, size.raw > 0 else { return }
    handler.receive(trade, isAggregated: isAggregated, slot: slot)
  }

  private func dispatchDepth(to handler: any BinanceMarketEventHandler) throws(JSONError) {
    guard let slot else { return try requireSymbol() }
    let row = symbols.rows[slot]
    try readPendingLevels(row: row)
    let last = try integer("u")
    scratch.instrumentId = row.instrumentId
    scratch.sequence = last
    scratch.tsEvent = fields.has("T") ? try time("T") : try time("E")
    scratch.tsInit = now
    if let levels = partialLevels {
      try makeSnapshot()
      return handler.receivePartialDepth(&scratch, levels: levels, slot: slot)
    }
    scratch.isSnapshot = false
    let span = BinanceDepthSpan(first: try integer("U"), last: last, previous: previousUpdateId)
    handler.receive(&scratch, span: span, slot: slot)
  }

  /// Turns the levels of ``scratch`` into a snapshot.
  private func makeSnapshot() throws(JSONError) {
    scratch.deltas.removeAll { $0.action == .delete }
    for index in scratch.deltas.indices { scratch.deltas[index].action = .add }
    scratch.deltas.insert(.clear, at: 0)
    scratch.isSnapshot = true
  }

  /// How many levels the stream's name asks for; `nil` for a stream of differences, and where there is no name.
  var partialLevels: Int? {
    guard let suffix = streamSuffix, suffix.count > 5, suffix[5] != UInt8(ascii: "@"), Self.hasPrefix(suffix, "depth")
    else { return nil }
    return Self.leadingNumber(suffix, from: 5)
  }

  private static func leadingNumber(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var value = 0
    var index = start
    while index < bytes.count, index < start + 4, bytes[index] &- 48 < 10 {
      value = value * 10 + Int(bytes[index] &- 48)
      index += 1
    }
    return index > start ? value : nil
  }

  private func dispatchSpotPartialDepth(to handler: any BinanceMarketEventHandler) throws(JSONError) {
    guard let lastUpdateId = partial.lastUpdateId, let bids = partial.bids, let asks = partial.asks else {
      throw JSONError(.unexpectedEnd, at: 0)
    }
    guard let slot = streamSlot else { return noteStranger() }
    let row = symbols.rows[slot]
    scratch.deltas.append(.clear)
    var reader = JSONReader(bids)
    try readLevels(&reader, side: .buy, row: row, isSnapshot: true)
    reader = JSONReader(asks)
    try readLevels(&reader, side: .sell, row: row, isSnapshot: true)
    scratch.instrumentId = row.instrumentId
    scratch.sequence = lastUpdateId
    scratch.isSnapshot = true
    scratch.tsEvent = now
    scratch.tsInit = now
    handler.receivePartialDepth(&scratch, levels: partialLevels ?? scratch.deltas.count, slot: slot)
  }

  private func dispatchUnknown(to handler: any BinanceMarketEventHandler) throws(JSONError) {
    if let id = answer.id {
      return handler.receiveAnswer(id: id, error: answerError)
    }
    if answer.error != nil || answer.code != nil {
      return handler.receiveUnknown(event: "error: \(answerError ?? "no text")")
    }
    guard fields.has("e") else { return handler.receiveUnknown(event: "an event without a name") }
    var reader = try fields.reader("e")
    handler.receiveUnknown(event: String(try reader.readText().prefix(60)))
  }

  /// The text of a refusal; `nil` when the request was accepted.
  private var answerError: String? {
    if let raw = answer.error {
      if raw.elementsEqual("null".utf8) { return nil }
      return String(decoding: raw.prefix(300), as: UTF8.self)
    }
    guard answer.code != nil || answer.text != nil else { return nil }
    let text = answer.text.map { String(decoding: $0.prefix(300), as: UTF8.self) } ?? ""
    return "\(answer.code.map(String.init) ?? "") \(text)"
  }

  // MARK: Members

  /// For events about an instrument that is not in the table: they are passed over, those without a symbol are wrong.
  func requireSymbol() throws(JSONError) {
    guard fields.has("s") else { throw JSONError(.unexpectedEnd, at: 0) }
    noteStranger()
  }

  @inline(__always)
  func price(_ letter: Unicode.Scalar, _ row: BinanceSymbolTable.Row) throws(JSONError) -> Price {
    var reader = try fields.reader(letter)
    return try reader.readPrice(precision: row.pricePrecision)
  }

  @inline(__always)
  func size(_ letter: Unicode.Scalar, _ row: BinanceSymbolTable.Row) throws(JSONError) -> Quantity {
    var reader = try fields.reader(letter)
    return try reader.readQuantity(precision: row.sizePrecision)
  }

  @inline(__always)
  func integer(_ letter: Unicode.Scalar) throws(JSONError) -> UInt64 {
    var reader = try fields.reader(letter)
    return try reader.readUInt64()
  }

  /// A time in milliseconds.
  @inline(__always)
  func time(_ letter: Unicode.Scalar) throws(JSONError) -> UnixNanos {
    var reader = try fields.reader(letter)
    return UnixNanos(milliseconds: try reader.readInt64())
  }

  func wide(_ letter: Unicode.Scalar) throws(JSONError) -> WideDecimal {
    var reader = try fields.reader(letter)
    let digits = try reader.readWideDecimal()
    guard digits.scale <= 38 else { throw JSONError(.numberTooLarge, at: 0) }
    return WideDecimal(mantissa: digits.mantissa, scale: digits.scale)
  }

  func signed(_ letter: Unicode.Scalar) throws(JSONError) -> Int64 {
    var reader = try fields.reader(letter)
    return try reader.readInt64()
  }

  func text(_ letter: Unicode.Scalar) throws(JSONError) -> String {
    var reader = try fields.reader(letter)
    return try reader.readText()
  }
}
