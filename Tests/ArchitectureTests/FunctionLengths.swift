/// The functions of a file with their lengths, found by indentation: a declaration ends at the closing brace of its own
/// column. A computed property counts as a function, unless it is a list, which is a table.
struct FunctionLengths {
  private(set) var functions: [(name: String, length: Int)] = []

  init(of file: SourceFile) {
    var open: [(name: String, indent: Int, start: Int)] = []
    for (number, line) in file.code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let indent = line.prefix { $0 == " " }.count
      let code = line.dropFirst(indent).prefix(
        upTo: line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.endIndex)
      // What was declared without a body ends where a line stands further to the left.
      if !code.isEmpty { open.removeAll { $0.indent > indent } }
      if let last = open.last, indent == last.indent, code.hasPrefix("}") {
        functions.append((last.name, number - last.start + 1))
        open.removeLast()
      }
      // A signature may go on over several lines.
      guard !code.hasSuffix("}"), declares(code) else { continue }
      open.removeAll { $0.indent == indent }
      open.append((String(code), indent, number))
    }
  }

  private func declares(_ code: Substring) -> Bool {
    let modifiers: Set<Substring> = [
      "public", "private", "fileprivate", "internal", "package", "open", "override", "static", "final", "mutating",
      "convenience", "required", "nonisolated", "consuming", "borrowing", "isolated", "nonmutating", "class", "lazy",
    ]
    let words = code.split(separator: " ").drop { modifiers.contains($0) || $0.hasPrefix("@") }
    guard let keyword = words.first else { return false }
    if keyword == "var" { return code.hasSuffix("{") && !code.contains(": [") }
    return keyword == "func" || keyword == "deinit"
      || ["init(", "init?(", "init<", "subscript(", "subscript<"].contains { keyword.hasPrefix($0) }
  }
}
