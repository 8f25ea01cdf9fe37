/// Takes comments and the contents of string literals out of Swift source; what is interpolated is code and stays.
///
/// The house has line comments only, which the formatter's `NoBlockComments` sees to.
struct CodeReader {
  private let bytes: [UInt8]
  private var index = 0
  private var code: [UInt8] = []

  /// The code of a source text, line by line where it was.
  static func code(of text: String) -> String {
    var reader = CodeReader(bytes: Array(text.utf8))
    reader.takeCode(isInterpolated: false)
    return String(decoding: reader.code, as: UTF8.self)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Takes code to the end, or to the parenthesis that ends an interpolation.
  private mutating func takeCode(isInterpolated: Bool) {
    var depth = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "/") where stands("//"):
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        continue
      case UInt8(ascii: "\""), UInt8(ascii: "#"):
        guard let hashes = hashesBeforeQuote() else { break }
        takeLiteral(hashes: hashes)
        continue
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      default: break
      }
      index += 1
      if isInterpolated, depth < 0 { return }
      code.append(byte)
    }
  }

  /// Passes over a literal, and takes what is interpolated in it.
  private mutating func takeLiteral(hashes: Int) {
    index += hashes
    let quotes = stands("\"\"\"") ? "\"\"\"" : "\""
    index += quotes.utf8.count
    let fence = String(repeating: "#", count: hashes)
    code += Array("\"\"".utf8)
    let (end, escape) = (quotes + fence, "\\" + fence)
    while index < bytes.count, !(bytes[index] == UInt8(ascii: "\"") && stands(end)) {
      let isEscape = bytes[index] == UInt8(ascii: "\\") && stands(escape)
      if isEscape, stands(escape + "(") {
        index += hashes + 2
        code.append(UInt8(ascii: " "))
        takeCode(isInterpolated: true)
        code.append(UInt8(ascii: " "))
      } else {
        // A newline may be escaped.
        index += isEscape ? hashes + 1 : 0
        if index < bytes.count, bytes[index] == UInt8(ascii: "\n") { code.append(bytes[index]) }
        index += 1
      }
    }
    index += quotes.utf8.count + hashes
  }

  /// How many `#` stand here before the quote that begins a literal; `nil` where none begins.
  private func hashesBeforeQuote() -> Int? {
    var end = index
    while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
    return end < bytes.count && bytes[end] == UInt8(ascii: "\"") ? end - index : nil
  }

  private func stands(_ word: String) -> Bool { bytes[index...].starts(with: word.utf8) }
}
