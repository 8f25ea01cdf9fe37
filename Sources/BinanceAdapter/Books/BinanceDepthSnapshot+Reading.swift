import TradingModel
import TradingNetwork

extension BinanceDepthSnapshot {
  /// Reads the answer to a depth request.
  ///
  /// - Throws: ``JSONError`` when it is no whole, well-formed snapshot.
  init(reading bytes: UnsafeRawBufferPointer, row: BinanceSymbolTable.Row) throws(JSONError) {
    var reader = JSONReader(bytes)
    self.init(lastUpdateId: 0, deltas: [.clear], tsEvent: nil, tsInit: .zero)
    var bids: [OrderBookDelta]?
    var asks: [OrderBookDelta]?
    var eventTime: UnixNanos?
    var lastId: UInt64?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "lastUpdateId": lastId = try reader.readUInt64()
      case "E": eventTime = UnixNanos(milliseconds: try reader.readInt64())
      case "T": tsEvent = UnixNanos(milliseconds: try reader.readInt64())
      case "bids": bids = try Self.readLevels(&reader, side: .buy, row: row)
      case "asks": asks = try Self.readLevels(&reader, side: .sell, row: row)
      default: try reader.skipValue()
      }
    }
    try reader.finish()
    guard let lastId, let bids, let asks else { throw JSONError(.unexpectedEnd, at: bytes.count) }
    tsEvent = tsEvent ?? eventTime
    lastUpdateId = lastId
    deltas.reserveCapacity(bids.count + asks.count + 1)
    deltas.append(contentsOf: bids)
    deltas.append(contentsOf: asks)
  }

  private static func readLevels(
    _ reader: inout JSONReader, side: BookSide, row: BinanceSymbolTable.Row
  ) throws(JSONError) -> [OrderBookDelta] {
    var levels: [OrderBookDelta] = []
    try reader.beginArray()
    while try reader.nextElement() {
      try reader.beginArray()
      try Self.nextText(&reader)
      let price = try reader.readPrice(precision: row.pricePrecision)
      guard price.raw > 0 else { throw JSONError(.negative, at: reader.offset) }
      try Self.nextText(&reader)
      let size = try reader.readQuantity(precision: row.sizePrecision)
      try reader.skipToEndOfArray()
      if size.raw > 0 { levels.append(OrderBookDelta(action: .add, side: side, price: price, size: size)) }
    }
    return levels
  }

  /// Goes on to the next element of a level: the venue writes them as strings, and a bare number is a sign of damage.
  private static func nextText(_ reader: inout JSONReader) throws(JSONError) {
    guard try reader.nextElement(), try reader.peekKind() == .string else {
      throw JSONError(.wrongType, at: reader.offset)
    }
  }
}
