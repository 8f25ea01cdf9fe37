import TradingModel
import TradingNetwork

/// The first bytes say which methods are called, the rest is the document.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReader(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let calls = bytes.prefix(32)
  let document = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(calls.count))
  var reader = JSONReader(document)
  do throws(JSONError) {
    for call in calls { try perform(call, &reader) }
  } catch {
    precondition(error.offset >= 0 && error.offset <= document.count, "an error beyond the document")
  }
  // Skipping and reading agree on what a document is.
  precondition(
    accepts(bytes) { (reader) throws(JSONError) in try reader.skipValue() }
      == accepts(bytes) { (reader) throws(JSONError) in try walk(&reader) })
  return 0
}

private func accepts(
  _ bytes: UnsafeRawBufferPointer, _ read: (inout JSONReader) throws(JSONError) -> Void
) -> Bool {
  var reader = JSONReader(bytes)
  do throws(JSONError) {
    try read(&reader)
    try reader.finish()
    return true
  } catch {
    return false
  }
}

private func walk(_ reader: inout JSONReader) throws(JSONError) {
  switch try reader.peekKind() {
  case .object:
    try reader.beginObject()
    while let key = try reader.nextKey() {
      precondition(key == "stream" || key.text != "stream" || key.bytes.count > 6)
      try walk(&reader)
    }
  case .array:
    try reader.beginArray()
    while try reader.nextElement() { try walk(&reader) }
  case .string: _ = try reader.readText()
  case .bool: _ = try reader.readBool()
  case .null: _ = try reader.readIfNull()
  case .number: _ = try reader.readRawValue()
  }
}

private func perform(_ call: UInt8, _ reader: inout JSONReader) throws(JSONError) {
  let precision = call >> 4
  switch call & 15 {
  case 0: try reader.beginObject()
  case 1: _ = try reader.nextKey().map { $0 == "e" || $0 == "lastUpdateId" }
  case 2: try reader.beginArray()
  case 3: _ = try reader.nextElement()
  case 4: _ = try reader.readUInt64()
  case 5: _ = try reader.readInt64()
  case 6: _ = try reader.readBool()
  case 7: _ = try reader.readStringBytes().text
  case 8, 9: try checkDecimal(&reader, precision: precision)
  case 10: _ = try reader.readQuantity(precision: precision)
  case 11: _ = try reader.readIfNull()
  case 12: _ = try reader.readRawValue()
  case 13: _ = try reader.peekKind()
  case 14: try reader.skipToEndOfArray()
  default: try reader.skipValue()
  }
}

/// The quick way and the slow way read the same value.
private func checkDecimal(_ reader: inout JSONReader, precision: UInt8) throws(JSONError) {
  var slow = reader
  let quick = try reader.readDecimal(precision: precision)
  let digits = try slow.readWideDecimal()
  precondition(reader.offset == slow.offset)
  let exact = WideDecimal(mantissa: digits.mantissa, scale: digits.scale)
  precondition(WideDecimal(mantissa: Int128(quick.raw), scale: Int(quick.precision)) == exact, "a decimal was changed")
}
