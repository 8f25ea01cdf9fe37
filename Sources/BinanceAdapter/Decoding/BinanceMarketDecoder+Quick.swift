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
    guard var cursor = JSONCursor(message) else { return false }
    let isCombined = cursor.take(.streamKey)
    if isCombined {
      cursor.expect(.colonAndQuote)
      let start = cursor.position
      cursor.skipText()
      let end = cursor.position
      cursor.expect(.dataKey)
      guard cursor.isGood, end > start else { return false }
      stream = UnsafeRawBufferPointer(rebasing: message[start..<(end &- 1)])
    }
    if cursor.take(.updateIdFirst) { return quickQuote(cursor, isCombined, to: handler) }
    guard cursor.take(.eventFirst) else { return false }
    if cursor.take(.trade) { return quickTrade(cursor, isCombined, to: handler) }
    if cursor.take(.depthUpd) { return quickDepth(cursor, message, isCombined, to: handler) }
    if cursor.take(.bookTick) {
      cursor.expect(.er)
      cursor.expect(.updateId)
      return quickQuote(cursor, isCombined, to: handler)
    }
    if cursor.take(.aggTrade) { return quickAggregatedTrade(cursor, isCombined, to: handler) }
    return false
  }

  private func quickQuote(
    _ start: JSONCursor, _ isCombined: Bool, to handler: any BinanceMarketEventHandler
  ) -> Bool {
    var cursor = start
    let updateId = cursor.readNumber()
    if cursor.take(.eventMember) {
      cursor.expect(.bookTick)
      cursor.expect(.erAndQuote)
    }
    cursor.expect(.textMember("s"))
    let symbol = cursor.readShortText()
    if cursor.take(.pairMember) { cursor.skipText() }
    guard let row = symbols.quickRow(of: symbol) else { return false }
    cursor.expect(.textMember("b"))
    let bid = cursor.readDecimalBody(row.prices)
    cursor.expect(.textMember("B"))
    let bidSize = cursor.readDecimalBody(row.sizes)
    cursor.expect(.textMember("a"))
    let ask = cursor.readDecimalBody(row.prices)
    cursor.expect(.textMember("A"))
    let askSize = cursor.readDecimalBody(row.sizes)
    var time = now
    if cursor.take(.member("T")) {
      time = UnixNanos(milliseconds: Int64(truncatingIfNeeded: cursor.readNumber()))
      cursor.expect(.member("E"))
      _ = cursor.readNumber()
    }
    guard quickEnd(&cursor, isCombined) else { return false }
    let (prices, sizes) = (row.prices.precision, row.sizes.precision)
    handler.receive(
      QuoteTick(
        instrumentId: row.instrumentId, bidPrice: Price(raw: bid, precision: prices),
        askPrice: Price(raw: ask, precision: prices), bidSize: Quantity(raw: bidSize, precision: sizes),
        askSize: Quantity(raw: askSize, precision: sizes), tsEvent: time, tsInit: now),
      updateId: updateId, slot: Int(row.slot))
    return true
  }

  private func quickTrade(
    _ start: JSONCursor, _ isCombined: Bool, to handler: any BinanceMarketEventHandler
  ) -> Bool {
    var cursor = start
    cursor.expect(.eventTime)
    _ = cursor.readNumber()
    cursor.expect(.textMember("s"))
    let symbol = cursor.readShortText()
    guard let row = symbols.quickRow(of: symbol) else { return false }
    cursor.expect(.member("t"))
    let number = cursor.readNumber()
    cursor.expect(.textMember("p"))
    let price = cursor.readDecimalBody(row.prices)
    cursor.expect(.textMember("q"))
    let size = cursor.readDecimalBody(row.sizes)
    cursor.expect(.member("T"))
    let time = cursor.readNumber()
    cursor.expect(.member("m"))
    let isBuyerMaker = cursor.readBool()
    cursor.expect(.member("M"))
    _ = cursor.readBool()
    guard quickEnd(&cursor, isCombined), price > 0, size > 0 else { return false }
    handler.receive(
      TradeTick(
        instrumentId: row.instrumentId, price: Price(raw: price, precision: row.prices.precision),
        size: Quantity(raw: size, precision: row.sizes.precision), aggressorSide: isBuyerMaker ? .seller : .buyer,
        tradeId: TradeId(number: number), tsEvent: UnixNanos(milliseconds: Int64(truncatingIfNeeded: time)),
        tsInit: now),
      isAggregated: false, slot: Int(row.slot))
    return true
  }

  private func quickAggregatedTrade(
    _ start: JSONCursor, _ isCombined: Bool, to handler: any BinanceMarketEventHandler
  ) -> Bool {
    var cursor = start
    cursor.expect(.quoteAndComma)
    cursor.expect(.eventTime)
    _ = cursor.readNumber()
    // Spot writes the symbol first, futures the number.
    var number: UInt64 = 0
    let isNumberFirst = cursor.take(.member("a"))
    if isNumberFirst { number = cursor.readNumber() }
    cursor.expect(.textMember("s"))
    let symbol = cursor.readShortText()
    if !isNumberFirst {
      cursor.expect(.member("a"))
      number = cursor.readNumber()
    }
    guard let row = symbols.quickRow(of: symbol) else { return false }
    cursor.expect(.textMember("p"))
    let price = cursor.readDecimalBody(row.prices)
    cursor.expect(.textMember("q"))
    let size = cursor.readDecimalBody(row.sizes)
    cursor.expect(.member("f"))
    _ = cursor.readNumber()
    cursor.expect(.member("l"))
    _ = cursor.readNumber()
    cursor.expect(.member("T"))
    let time = cursor.readNumber()
    cursor.expect(.member("m"))
    let isBuyerMaker = cursor.readBool()
    if cursor.take(.member("M")) { _ = cursor.readBool() }
    guard quickEnd(&cursor, isCombined), price > 0, size > 0 else { return false }
    handler.receive(
      TradeTick(
        instrumentId: row.instrumentId, price: Price(raw: price, precision: row.prices.precision),
        size: Quantity(raw: size, precision: row.sizes.precision), aggressorSide: isBuyerMaker ? .seller : .buyer,
        tradeId: TradeId(number: number), tsEvent: UnixNanos(milliseconds: Int64(truncatingIfNeeded: time)),
        tsInit: now),
      isAggregated: true, slot: Int(row.slot))
    return true
  }

  private func quickDepth(
    _ start: JSONCursor, _ message: UnsafeRawBufferPointer, _ isCombined: Bool,
    to handler: any BinanceMarketEventHandler
  ) -> Bool {
    guard partialLevels == nil, !isRetailDepth else { return false }
    var cursor = start
    cursor.expect(.ate)
    cursor.expect(.eventTime)
    var time = cursor.readNumber()
    if cursor.take(.member("T")) { time = cursor.readNumber() }
    cursor.expect(.textMember("s"))
    let symbol = cursor.readShortText()
    if cursor.take(.pairMember) { cursor.skipText() }
    cursor.expect(.member("U"))
    let first = cursor.readNumber()
    cursor.expect(.member("u"))
    let last = cursor.readNumber()
    var previous: UInt64?
    if cursor.take(.previousMember) { previous = cursor.readNumber() }
    guard let row = symbols.quickRow(of: symbol) else { return false }
    // Held by themselves while they change: nothing is written back for each level.
    var deltas = scratch.deltas
    scratch.deltas = []
    deltas.removeAll(keepingCapacity: true)
    cursor.expect(.member("b"))
    quickLevels(&cursor, row, side: .buy, into: &deltas)
    cursor.expect(.member("a"))
    quickLevels(&cursor, row, side: .sell, into: &deltas)
    scratch.deltas = deltas
    deltas = []
    guard quickEnd(&cursor, isCombined) else { return false }
    scratch.instrumentId = row.instrumentId
    scratch.sequence = last
    scratch.tsEvent = UnixNanos(milliseconds: Int64(truncatingIfNeeded: time))
    scratch.tsInit = now
    scratch.isSnapshot = false
    handler.receive(
      &scratch, span: BinanceDepthSpan(first: first, last: last, previous: previous), slot: Int(row.slot))
    return true
  }

  // MARK: Parts

  /// Reads `[["price","size"],…]`; it stops at the first difference.
  @inline(__always)
  private func quickLevels(
    _ cursor: inout JSONCursor, _ row: BinanceSymbolTable.QuickRow, side: BookSide, into deltas: inout [OrderBookDelta]
  ) {
    if cursor.take(.emptyArray) { return }
    cursor.expect(.openBracket)
    var goesOn = true
    while goesOn {
      cursor.expect(.openBracketAndQuote)
      let price = cursor.readDecimalBody(row.prices)
      cursor.expect(.commaAndQuote)
      let size = cursor.readDecimalBody(row.sizes)
      cursor.expect(.closeBracket)
      goesOn = cursor.take(.comma)
      guard cursor.isGood, price > 0 else { return cursor.fail() }
      deltas.append(
        OrderBookDelta(
          action: size == 0 ? .delete : .update, side: side, price: Price(raw: price, precision: row.prices.precision),
          size: Quantity(raw: size, precision: row.sizes.precision)))
    }
    cursor.expect(.closeBracket)
  }

  /// Reads the members that futures write last, and the end of the message; says whether all of it was as expected.
  @inline(__always)
  private func quickEnd(_ cursor: inout JSONCursor, _ isCombined: Bool) -> Bool {
    if cursor.take(.pairMember) { cursor.skipText() }
    if cursor.take(.stateMember) { _ = cursor.readNumber() }
    cursor.expect(isCombined ? .twoBraces : .oneBrace)
    return cursor.isAtEnd
  }
}

extension JSONPiece {
  /// `{"stream`
  fileprivate static var streamKey: JSONPiece { JSONPiece(0x7B22_7374_7265_616D, 8) }
  /// `":"`
  fileprivate static var colonAndQuote: JSONPiece { JSONPiece(0x22_3A22, 3) }
  /// `,"data":`
  fileprivate static var dataKey: JSONPiece { JSONPiece(0x2C22_6461_7461_223A, 8) }
  /// `{"u":`
  fileprivate static var updateIdFirst: JSONPiece { JSONPiece(0x7B_2275_223A, 5) }
  /// `{"e":"`
  fileprivate static var eventFirst: JSONPiece { JSONPiece(0x7B22_6522_3A22, 6) }
  /// `trade",`
  fileprivate static var trade: JSONPiece { JSONPiece(0x74_7261_6465_222C, 7) }
  /// `"E":`
  fileprivate static var eventTime: JSONPiece { JSONPiece(0x2245_223A, 4) }
  /// `depthUpd`
  fileprivate static var depthUpd: JSONPiece { JSONPiece(0x6465_7074_6855_7064, 8) }
  /// `ate",`
  fileprivate static var ate: JSONPiece { JSONPiece(0x61_7465_222C, 5) }
  /// `bookTick`
  fileprivate static var bookTick: JSONPiece { JSONPiece(0x626F_6F6B_5469_636B, 8) }
  /// `er",`
  fileprivate static var er: JSONPiece { JSONPiece(0x6572_222C, 4) }
  /// `er"`
  fileprivate static var erAndQuote: JSONPiece { JSONPiece(0x65_7222, 3) }
  /// `"u":`
  fileprivate static var updateId: JSONPiece { JSONPiece(0x2275_223A, 4) }
  /// `,"e":"`
  fileprivate static var eventMember: JSONPiece { .textMember("e") }
  /// `aggTrade`
  fileprivate static var aggTrade: JSONPiece { JSONPiece(0x6167_6754_7261_6465, 8) }
  /// `",`
  fileprivate static var quoteAndComma: JSONPiece { JSONPiece(0x222C, 2) }
  /// `,"pu":`
  fileprivate static var previousMember: JSONPiece { JSONPiece(0x2C22_7075_223A, 6) }
  /// `,"ps":"`
  fileprivate static var pairMember: JSONPiece { JSONPiece(0x2C_2270_7322_3A22, 7) }
  /// `,"st":`
  fileprivate static var stateMember: JSONPiece { JSONPiece(0x2C22_7374_223A, 6) }
  /// `[]`
  fileprivate static var emptyArray: JSONPiece { JSONPiece(0x5B5D, 2) }
  /// `[`
  fileprivate static var openBracket: JSONPiece { JSONPiece(0x5B, 1) }
  /// `["`
  fileprivate static var openBracketAndQuote: JSONPiece { JSONPiece(0x5B22, 2) }
  /// `,"`
  fileprivate static var commaAndQuote: JSONPiece { JSONPiece(0x2C22, 2) }
  /// `,`
  fileprivate static var comma: JSONPiece { JSONPiece(0x2C, 1) }
  /// `]`
  fileprivate static var closeBracket: JSONPiece { JSONPiece(0x5D, 1) }
  /// `}`
  fileprivate static var oneBrace: JSONPiece { JSONPiece(0x7D, 1) }
  /// `}}`
  fileprivate static var twoBraces: JSONPiece { JSONPiece(0x7D7D, 2) }
}
