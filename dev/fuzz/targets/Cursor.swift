import TradingModel
import TradingNetwork

/// The first byte says what is read, the second at which precision, the rest is the message. Whatever the cursor takes,
/// the reader reads the same, to the same byte.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCursor(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  guard count >= 2 else { return 0 }
  let (call, precision) = (bytes[0], bytes[1] % 12)
  let message = UnsafeRawBufferPointer(rebasing: bytes[2...])
  guard var cursor = JSONCursor(message) else { return 0 }
  var reader = JSONReader(message)
  switch call % 5 {
  case 0:
    let raw = cursor.readDecimal(JSONScale(precision))
    compare(cursor, &reader, JSONDecimal(raw: raw, precision: precision)) { (reader) throws(JSONError) in
      try reader.readDecimal(precision: precision)
    }
  case 1:
    let number = cursor.readNumber()
    // What follows the number is the caller's business: here only what may follow one in a message.
    guard cursor.isGood, cursor.position < message.count, [0x2C, 0x5D, 0x7D].contains(message[cursor.position]) else {
      return 0
    }
    compare(cursor, &reader, number) { (reader) throws(JSONError) in try reader.readUInt64() }
  case 2:
    let value = cursor.readBool()
    compare(cursor, &reader, value) { (reader) throws(JSONError) in try reader.readBool() }
  case 3:
    cursor.expect(JSONPiece(0x22, 1))
    let text = cursor.readShortText()
    compare(cursor, &reader, text) { (reader) throws(JSONError) in
      let string = try reader.readStringBytes()
      return string.isEscaped ? nil : JSONShortText(string.bytes)
    }
  default:
    cursor.expect(JSONPiece(0x22, 1))
    cursor.skipText()
    compare(cursor, &reader, false) { (reader) throws(JSONError) in try reader.readStringBytes().isEscaped }
  }
  return 0
}

private func compare<Value: Equatable>(
  _ cursor: JSONCursor, _ reader: inout JSONReader, _ value: Value,
  _ read: (inout JSONReader) throws(JSONError) -> Value?
) {
  guard cursor.isGood else { return }
  let expected = try? read(&reader)
  precondition(expected == value, "the cursor took something else than the reader")
  precondition(cursor.position == reader.offset, "the cursor ended elsewhere")
}
