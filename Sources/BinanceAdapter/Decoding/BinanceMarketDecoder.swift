public import TradingModel
import TradingNetwork

/// Reads the messages of Binance's market streams and tells their events.
///
/// One decoder serves all connections of one product. It takes combined messages (`{"stream":…,"data":…}`), raw events
/// and arrays of events, in any order of keys, and allocates nothing for book tickers, trades and depth in steady state.
/// Values are exact as published. A message is used whole or not at all: whatever is wrong with it is reported, nothing
/// of it is told, and the decoder goes on with the next.
public final class BinanceMarketDecoder {
  /// The instruments whose events are told; everything else is passed over.
  @exclusivity(unchecked) public var symbols = BinanceSymbolTable()
  /// How many messages were read, of whatever kind.
  @exclusivity(unchecked) public private(set) var messageCount: UInt64 = 0
  /// How many messages could not be read.
  public private(set) var malformedCount: UInt64 = 0
  /// How many events were about instruments that are not in the table.
  public private(set) var strangerCount: UInt64 = 0

  let isCoinMargined: Bool
  let fields = MessageFields()
  @exclusivity(unchecked) var scratch: OrderBookDeltas
  // What is known of the message that is being read.
  @exclusivity(unchecked) var now = UnixNanos.zero
  @exclusivity(unchecked) var stream: UnsafeRawBufferPointer?
  @exclusivity(unchecked) var slot: Int?
  var previousUpdateId: UInt64?
  var partial = PartialDepth()
  var answer = Answer()
  private var sawBids = false
  private var sawAsks = false

  /// The members of a spot partial depth message.
  struct PartialDepth {
    var lastUpdateId: UInt64?
    var bids: UnsafeRawBufferPointer?
    var asks: UnsafeRawBufferPointer?
  }

  /// The members of an answer to a request.
  struct Answer {
    var id: UInt64?
    var error: UnsafeRawBufferPointer?
    var code: Int64?
    var text: UnsafeRawBufferPointer?
  }

  /// - Parameter product: whose messages are read; COIN-M counts volumes in contracts.
  public init(product: BinanceProduct) {
    isCoinMargined = product.accountType == .coinFutures
    scratch = OrderBookDeltas(
      instrumentId: InstrumentId(symbol: "", venue: Venue("")), deltas: [], sequence: 0, isSnapshot: false,
      tsEvent: .zero, tsInit: .zero)
    scratch.deltas.reserveCapacity(2_048)
  }

  /// Reads one message and tells its events to `handler`.
  ///
  /// - Parameters:
  ///   - message: the bytes, valid during the call.
  ///   - now: when the message was received.
  ///   - handler: what hears of the events, during the call.
  public func decode(
    _ message: UnsafeRawBufferPointer, at now: UnixNanos, to handler: any BinanceMarketEventHandler
  ) {
    messageCount &+= 1
    self.now = now
    stream = nil
    slot = nil
    if decodeQuickly(message, to: handler) { return }
    stream = nil
    // What the last message left refers to bytes that are gone; a report about this one must not look there.
    fields.reset(message)
    partial = PartialDepth()
    do throws(JSONError) {
      try decodeMessage(message, to: handler)
    } catch {
      malformedCount &+= 1
      report(error, to: handler)
    }
  }

  private func decodeMessage(
    _ message: UnsafeRawBufferPointer, to handler: any BinanceMarketEventHandler
  ) throws(JSONError) {
    var reader = JSONReader(message)
    if try reader.peekKind() == .array {
      try validate(message)
      return try decodeArray(message, to: handler)
    }
    try reader.beginObject()
    guard let key = try reader.nextKey() else { throw JSONError(.unexpectedEnd, at: message.count) }
    if key == "stream" || key == "data" {
      return try decodeCombined(message, to: handler)
    }
    var event = JSONReader(message)
    if try collect(&event, of: message, isOutermost: true) {
      return try decodeCombined(message, to: handler)
    }
    try event.finish()
    try dispatch(to: handler)
  }

  /// Reads `{"stream":…,"data":…}`; nothing is told before the whole message was read.
  private func decodeCombined(
    _ message: UnsafeRawBufferPointer, to handler: any BinanceMarketEventHandler
  ) throws(JSONError) {
    var reader = JSONReader(message)
    var array: UnsafeRawBufferPointer?
    var hasData = false
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "stream":
        stream = try reader.readStringBytes().bytes
      case "data":
        hasData = true
        if try reader.peekKind() == .array {
          array = try reader.readRawValue()
        } else {
          _ = try collect(&reader, of: message, isOutermost: false)
        }
      default: try reader.skipValue()
      }
    }
    try reader.finish()
    guard hasData else { throw JSONError(.unexpectedEnd, at: message.count) }
    if let array { return try decodeArray(array, to: handler) }
    try dispatch(to: handler)
  }

  private func decodeArray(
    _ array: UnsafeRawBufferPointer, to handler: any BinanceMarketEventHandler
  ) throws(JSONError) {
    var reader = JSONReader(array)
    try reader.beginArray()
    while try reader.nextElement() {
      let element = try reader.readRawValue()
      do throws(JSONError) {
        var event = JSONReader(element)
        slot = nil
        _ = try collect(&event, of: element, isOutermost: false)
        try dispatch(to: handler)
      } catch {
        // One bad element does not take its siblings with it.
        malformedCount &+= 1
        report(error, to: handler)
      }
    }
  }

  private func validate(_ message: UnsafeRawBufferPointer) throws(JSONError) {
    var reader = JSONReader(message)
    try reader.skipValue()
    try reader.finish()
  }

  // MARK: Collecting

  /// Walks over one event and notes where its members stand; levels of a book are read on the way.
  ///
  /// - Returns: whether the object is a combined message after all, whose keys come in an unusual order.
  private func collect(
    _ reader: inout JSONReader, of message: UnsafeRawBufferPointer, isOutermost: Bool
  ) throws(JSONError) -> Bool {
    fields.reset(message)
    slot = nil
    previousUpdateId = nil
    partial = PartialDepth()
    answer = Answer()
    sawBids = false
    sawAsks = false
    scratch.deltas.removeAll(keepingCapacity: true)
    try reader.beginObject()
    while let key = try reader.nextKey() {
      if key.bytes.count == 1 {
        try collectLetter(key.bytes[0], &reader)
      } else if try collectWord(key, &reader, isOutermost: isOutermost) {
        return true
      }
    }
    return false
  }

  @inline(__always)
  private func collectLetter(_ letter: UInt8, _ reader: inout JSONReader) throws(JSONError) {
    if letter == UInt8(ascii: "b") || letter == UInt8(ascii: "a"), let slot, try reader.peekKind() == .array {
      let isBid = letter == UInt8(ascii: "b")
      // Asks that come first are read later, so that bids lead.
      if isBid || sawBids {
        if isBid { sawBids = true } else { sawAsks = true }
        return try readLevels(&reader, side: isBid ? .buy : .sell, row: symbols.rows[slot])
      }
    }
    let value = try reader.readRawValue()
    fields.note(letter, value)
    if letter == UInt8(ascii: "s"), value.count >= 2, value[0] == UInt8(ascii: "\"") {
      slot = symbols.slot(of: UnsafeRawBufferPointer(rebasing: value[1..<(value.count &- 1)]))
    }
  }

  private func collectWord(
    _ key: JSONKey, _ reader: inout JSONReader, isOutermost: Bool
  ) throws(JSONError) -> Bool {
    switch key {
    case "pu": previousUpdateId = try reader.readUInt64()
    case "lastUpdateId": partial.lastUpdateId = try reader.readUInt64()
    case "bids": partial.bids = try reader.readRawValue()
    case "asks": partial.asks = try reader.readRawValue()
    case "stream" where isOutermost, "data" where isOutermost: return true
    case "id" where isOutermost:
      let kind = try reader.peekKind()
      if kind == .number { answer.id = try reader.readUInt64() } else { try reader.skipValue() }
    case "error" where isOutermost: answer.error = try reader.readRawValue()
    case "code" where isOutermost: answer.code = try reader.readInt64()
    case "msg" where isOutermost: answer.text = try reader.readRawValue()
    default: try reader.skipValue()
    }
    return false
  }

  /// Reads `[["price","size"],…]` into ``scratch``.
  func readLevels(
    _ reader: inout JSONReader, side: BookSide, row: BinanceSymbolTable.Row, isSnapshot: Bool = false
  ) throws(JSONError) {
    let (prices, sizes) = (row.pricePrecision, row.sizePrecision)
    // Held by themselves while they change: nothing is written back for each level.
    var deltas = scratch.deltas
    scratch.deltas = []
    var levels = reader
    defer {
      scratch.deltas = deltas
      reader = levels
    }
    try levels.beginArray()
    while try levels.nextElement() {
      let level = try levels.readPair(precisions: prices, sizes)
      let price = Price(raw: level.first.raw, precision: level.first.precision)
      let size = Quantity(raw: level.second.raw, precision: level.second.precision)
      guard price.raw > 0, size.raw >= 0 else { throw JSONError(.negative, at: levels.offset) }
      let action: BookAction = isSnapshot ? .add : size.raw == 0 ? .delete : .update
      if isSnapshot, size.raw == 0 { continue }
      deltas.append(OrderBookDelta(action: action, side: side, price: price, size: size))
    }
  }

  /// Reads the levels that ``collect(_:of:isOutermost:)`` could not read yet because it did not know the instrument.
  func readPendingLevels(row: BinanceSymbolTable.Row) throws(JSONError) {
    if !sawBids, fields.has("b") {
      var reader = try fields.reader("b")
      try readLevels(&reader, side: .buy, row: row)
    }
    if !sawAsks, fields.has("a") {
      var reader = try fields.reader("a")
      try readLevels(&reader, side: .sell, row: row)
    }
    guard sawBids || fields.has("b"), sawAsks || fields.has("a") else { throw JSONError(.unexpectedEnd, at: 0) }
  }

  // MARK: Reports

  func noteStranger() { strangerCount &+= 1 }

  private func report(_ error: JSONError, to handler: any BinanceMarketEventHandler) {
    var kind = eventKind
    if kind == .unknown, let suffix = streamSuffix {
      kind = Self.hasPrefix(suffix, "depth") ? .depth : .unknown
    }
    let name = kind == .unknown ? streamSuffix.map { String(decoding: $0, as: UTF8.self) } ?? "stream" : kind.name
    handler.receiveMalformed(
      BinanceDecodingProblem(kind: String(name.prefix(40)), detail: error.description), slot: slot ?? streamSlot,
      isDepth: kind == .depth || kind == .partialDepth)
  }

  /// The part of the stream's name in front of its first `@`, as a slot.
  var streamSlot: Int? {
    guard let stream, let at = stream.firstIndex(of: UInt8(ascii: "@")) else { return nil }
    return symbols.slot(of: UnsafeRawBufferPointer(rebasing: stream[..<at]))
  }

  /// The part of the stream's name behind its first `@`.
  var streamSuffix: UnsafeRawBufferPointer? {
    guard let stream, let at = stream.firstIndex(of: UInt8(ascii: "@")) else { return nil }
    return UnsafeRawBufferPointer(rebasing: stream[(at + 1)...])
  }

  static func hasPrefix(_ bytes: UnsafeRawBufferPointer, _ prefix: StaticString) -> Bool {
    guard bytes.count >= prefix.utf8CodeUnitCount else { return false }
    for index in 0..<prefix.utf8CodeUnitCount where bytes[index] != prefix.utf8Start[index] { return false }
    return true
  }
}
