extension [UInt8] {
  /// Appends a text's bytes at once; `append(contentsOf: text.utf8)` takes many steps for a text of a few letters.
  @inline(__always)
  mutating func append(utf8 text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }
}
