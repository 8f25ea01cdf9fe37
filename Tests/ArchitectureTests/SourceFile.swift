/// A Swift file of the repository.
struct SourceFile {
  /// A type at the left margin that other files can see.
  struct TypeDeclaration: Equatable {
    let name: String
    let isPublic: Bool
  }

  /// The path below the root: `Sources/TradingModel/Numeric/Price.swift`.
  let path: String
  let text: String
  /// The text without comments and without what stands in quotes.
  let code: String

  init(path: String, text: String) {
    self.path = path
    self.text = text
    code = CodeReader.code(of: text)
  }

  /// The room: the folder below `Sources`.
  var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  /// The words of the code: keywords and names.
  var words: Set<Substring> { Set(code.split { !($0.isLetter || $0.isNumber || $0 == "_") }) }

  /// The modules that the file imports, by whatever form of import.
  var imports: [String] {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "typealias", "let", "var"]
    let access: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    return code.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").drop { $0.hasPrefix("@") || access.contains($0) }
      guard words.first == "import" else { return nil }
      return words.dropFirst().drop { kinds.contains($0) }.first?.split(separator: ".").first.map(String.init)
    }
  }

  /// The types at the left margin that other files can see; nested, private and extended ones do not count.
  var types: [TypeDeclaration] {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "actor"]
    let modifiers: Set<Substring> = ["public", "package", "open", "internal", "final", "indirect", "nonisolated"]
    return code.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard !line.hasPrefix(" "), let kind = words.firstIndex(where: { kinds.contains($0) }), kind + 1 < words.count,
        words[..<kind].allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") })
      else { return nil }
      let isPublic = words[..<kind].contains { ["public", "package", "open"].contains($0) }
      return TypeDeclaration(
        name: String(words[kind + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" }), isPublic: isPublic)
    }
  }
}
