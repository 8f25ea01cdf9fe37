import TradingNetwork

/// A JSON text with the places of its values, in the order of the text: what ``JSONValue`` looks into.
///
/// Taking a text apart costs three allocations whatever its size, instead of several for each member: an answer to an order
/// and the two events after it cost 9 instead of about 170.
final class JSONDocument: Sendable {
  /// One value, with its key where it is a member.
  struct Entry: Sendable {
    var kind: JSONReader.Kind
    /// Whether text or key contain escapes.
    var isEscaped = false
    var isKeyEscaped = false
    var key = JSONPlace()
    /// The first eight bytes of the key, zeros behind its end.
    var keyStart: UInt64 = 0
    /// The bytes of the value: of a string, those between its quotes.
    var text = JSONPlace()
    /// Where the next value stands that is not a part of this one.
    var next: Int32 = 0
  }

  let bytes: [UInt8]
  let entries: [Entry]

  /// Takes a whole text apart.
  init(parsing bytes: [UInt8]) throws(JSONError) {
    var result: Result<[Entry], JSONError> = .success([])
    bytes.withUnsafeBytes { buffer in
      do throws(JSONError) {
        var reader = JSONReader(buffer)
        var collector = JSONCollector(buffer)
        try collector.collect(&reader)
        try reader.finish()
        result = .success(collector.entries)
      } catch {
        result = .failure(error)
      }
    }
    entries = try result.get()
    self.bytes = bytes
  }

  /// Takes the value apart that comes next.
  init(from reader: inout JSONReader) throws(JSONError) {
    let raw = try reader.readRawValue()
    var inner = JSONReader(raw)
    var collector = JSONCollector(raw)
    try collector.collect(&inner)
    entries = collector.entries
    bytes = Array(raw)
  }

  /// A text that is nothing but `null`.
  private init() {
    bytes = Array("null".utf8)
    entries = [Entry(kind: .null, text: JSONPlace(start: 0, count: 4), next: 1)]
  }

  static let null = JSONDocument()

  /// Runs `body` with the bytes of a place.
  @inline(__always)
  func withBytes<Result>(_ place: JSONPlace, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[place.range])) }
  }

  /// The text of a string or a number, escapes resolved.
  func text(_ place: JSONPlace, isEscaped: Bool) -> String {
    guard isEscaped else { return withBytes(place) { String(decoding: $0, as: UTF8.self) } }
    return bytes.withUnsafeBytes { buffer in
      // The quotes stand around the place, and what they enclose was read before.
      var reader = JSONReader(buffer, from: Int(place.start) - 1)
      return (try? reader.readText()) ?? ""
    }
  }
}

/// Where something stands in a text.
struct JSONPlace: Sendable {
  var start: UInt32 = 0
  var count: UInt32 = 0

  @inline(__always)
  var range: Range<Int> { Int(start)..<(Int(start) &+ Int(count)) }
}

/// Collects the places of a text's values.
private struct JSONCollector {
  private(set) var entries: [JSONDocument.Entry] = []
  private let text: UnsafeRawBufferPointer

  init(_ text: UnsafeRawBufferPointer) {
    self.text = text
    // The venue's members take 16 bytes and more.
    entries.reserveCapacity(min(text.count / 12 + 2, 512))
  }

  /// Collects the value that comes next, and what is in it.
  mutating func collect(_ reader: inout JSONReader) throws(JSONError) {
    // Places are 32 bits wide.
    guard text.count < Int(Int32.max) else { throw JSONError(.unexpectedEnd, at: 0) }
    try collect(&reader, as: JSONDocument.Entry(kind: try reader.peekKind()))
  }

  private mutating func collect(_ reader: inout JSONReader, as entry: JSONDocument.Entry) throws(JSONError) {
    let index = entries.count
    switch entry.kind {
    case .null, .bool, .number, .string: try append(&reader, entry)
    case .array:
      entries.append(entry)
      try reader.beginArray()
      while try reader.nextElement() {
        try collect(&reader, as: JSONDocument.Entry(kind: try reader.peekKind()))
      }
      entries[index].next = Int32(truncatingIfNeeded: entries.count)
    case .object:
      entries.append(entry)
      try reader.beginObject()
      while let key = try reader.nextKey() {
        var member = JSONDocument.Entry(kind: try reader.peekKind())
        member.key = place(key.bytes)
        member.keyStart = JSONDocument.start(of: key.bytes)
        member.isKeyEscaped = key.isEscaped
        switch member.kind {
        case .array, .object: try collect(&reader, as: member)
        case .null, .bool, .number, .string: try append(&reader, member)
        }
      }
      entries[index].next = Int32(truncatingIfNeeded: entries.count)
    }
  }

  /// Appends a value that holds no others.
  @inline(__always)
  private mutating func append(_ reader: inout JSONReader, _ entry: JSONDocument.Entry) throws(JSONError) {
    var entry = entry
    if entry.kind == .string {
      let string = try reader.readStringBytes()
      entry.text = place(string.bytes)
      entry.isEscaped = string.isEscaped
    } else {
      entry.text = place(try reader.readRawValue())
    }
    entry.next = Int32(truncatingIfNeeded: entries.count &+ 1)
    entries.append(entry)
  }

  private func place(_ slice: UnsafeRawBufferPointer) -> JSONPlace {
    guard let base = text.baseAddress, let start = slice.baseAddress else { return JSONPlace() }
    return JSONPlace(
      start: UInt32(truncatingIfNeeded: start - base), count: UInt32(truncatingIfNeeded: slice.count))
  }
}

extension JSONDocument {
  /// The first eight bytes as a number, with zeros behind the end.
  @inline(__always)
  static func start(of key: UnsafeRawBufferPointer) -> UInt64 {
    if key.count >= 8 { return key.loadUnaligned(as: UInt64.self) }
    var word: UInt64 = 0
    for index in 0..<key.count { word |= UInt64(key[index]) &<< UInt64(truncatingIfNeeded: index &* 8) }
    return word.littleEndian
  }

  /// Where the member of this name stands among those of an object.
  func member(_ name: String, of object: Int) -> Int? {
    var name = name
    return name.withUTF8 { text in
      let wanted = UnsafeRawBufferPointer(text)
      let start = Self.start(of: wanted)
      return entries.withUnsafeBufferPointer { entries in
        let end = Int(entries[object].next)
        var index = object &+ 1
        while index < end {
          let entry = entries[index]
          if entry.keyStart == start, Int(entry.key.count) == wanted.count, !entry.isKeyEscaped {
            if wanted.count <= 8 || withBytes(entry.key, { $0.elementsEqual(wanted) }) { return index }
          } else if entry.isKeyEscaped, self.text(entry.key, isEscaped: true).utf8.elementsEqual(wanted) {
            return index
          }
          index = Int(entry.next)
        }
        return nil
      }
    }
  }

  /// Where the values stand that an object or an array holds.
  func children(of container: Int) -> [Int] {
    var result: [Int] = []
    var index = container + 1
    while index < Int(entries[container].next) {
      result.append(index)
      index = Int(entries[index].next)
    }
    return result
  }
}
