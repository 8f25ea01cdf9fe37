import Foundation
import Testing

@Suite("The style of the house")
struct TidyTests {
  private let sources = Repository.swiftFiles(in: "Sources")

  @Test("no file is longer than 800 lines and the median is at most 150")
  func filesAreShort() {
    let lengths = sources.map { ($0.lines.count, $0.path) }.sorted { $0.0 < $1.0 }
    for (length, path) in lengths where length > 800 { Issue.record("\(path) has \(length) lines") }
    #expect(lengths[lengths.count / 2].0 <= 150)
  }

  @Test("no function is longer than 70 lines")
  func functionsAreShort() {
    for file in sources {
      for (name, length) in FunctionLengths(of: file).functions where length > 70 {
        Issue.record("\(file.path): \(name) has \(length) lines")
      }
    }
  }

  @Test("nothing traps on purpose and nothing is left unfinished")
  func nothingTraps() {
    let banned = [
      "try" + "!", "fatal" + "Error(", " as" + "! ", "TO" + "DO", "FIX" + "ME", "unsafe" + "Flags",
      // They trap where the descriptor refuses; `write(contentsOf:)` throws.
      "standardOutput" + ".write(Data", "standardError" + ".write(Data",
    ]
    for file in sources {
      for word in banned where file.text.contains(word) { Issue.record("\(file.path) contains \(word)") }
    }
  }

  @Test("no file or type is named after nothing")
  func namesSayWhatThingsAre() {
    for file in sources {
      let name = file.path.split(separator: "/").last ?? ""
      for word in ["Utils", "Util.", "Helper", "Manager", "Misc"] where name.contains(word) {
        Issue.record("\(file.path) is named \(word)")
      }
    }
  }

  @Test("a file holds one public type and tells in its name what it holds")
  func filesHoldOneType() {
    for file in sources {
      let types = topLevelTypes(of: file)
      let open = types.filter(\.isPublic).map(\.name)
      #expect(open.count <= 1, "\(file.path) holds the public types \(open): give each a file of its own")
      guard types.count > 1 else { continue }
      // One companion may stay with the type that the file is named after.
      let names = types.map(\.name)
      let isNamed = names.contains { file.path.hasSuffix("/\($0).swift") }
      #expect(isNamed && names.count <= 2, "\(file.path) holds \(names), which its name does not tell")
    }
  }

  @Test("types are found by their declarations: nested, private and extended ones do not count, functions' bodies do")
  func declarationsAreFound() {
    let text = """
      @MainActor public final class First<Element> {
        public struct Nested {}
        func long(
          of: Int
        ) {
          body()
        }
      }
      public extension First {}
      private enum Hidden {}
      protocol Second: AnyObject {
        func wanted(
          of: Int)
      }
      """
    let file = Repository.SourceFile(path: "Sources/Room/First.swift", text: text)
    #expect(topLevelTypes(of: file).map(\.name) == ["First", "Second"])
    #expect(topLevelTypes(of: file).map(\.isPublic) == [true, false])
    #expect(FunctionLengths(of: file).functions.map(\.length) == [5])
  }

  /// The types at the left margin that other files can see.
  private func topLevelTypes(of file: Repository.SourceFile) -> [(name: String, isPublic: Bool)] {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "actor"]
    let modifiers: Set<Substring> = ["public", "package", "open", "internal", "final", "indirect", "nonisolated"]
    return file.lines.compactMap { line in
      let words = line.split(separator: " ")
      guard !line.hasPrefix(" "), let kind = words.firstIndex(where: { kinds.contains($0) }), kind + 1 < words.count,
        words[..<kind].allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") })
      else { return nil }
      let isPublic = words[..<kind].contains { ["public", "package", "open"].contains($0) }
      return (String(words[kind + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" }), isPublic)
    }
  }

  @Test("time, sleep and randomness come through the seams")
  func seamsAreKept() {
    let rooms: Set = ["TradingModel", "TradingEngine", "BinanceAdapter", "BinanceSandbox", "TradingStore"]
    let banned = [
      "Date()", "DispatchTime.now", "ContinuousClock", "SuspendingClock", "clock_gettime", "Task.sleep", ".random(in:",
      "SystemRandomNumberGenerator", "UUID()",
    ]
    let seams: Set = ["Sources/TradingModel/Time/RandomSource.swift"]
    for file in sources where rooms.contains(file.room) && !seams.contains(file.path) {
      for word in banned where file.text.contains(word) { Issue.record("\(file.path) uses \(word)") }
    }
  }

  @Test("no folder of this workplace and no shared file is named in the sources")
  func nothingOutsideIsNeeded() {
    for file in sources where file.text.contains("../shared") || file.text.contains("/work/") {
      Issue.record("\(file.path) names a folder outside the project")
    }
  }
}

/// The functions of a file with their lengths, found by indentation: a declaration ends at the closing brace of its own column.
private struct FunctionLengths {
  var functions: [(name: String, length: Int)] = []

  init(of file: Repository.SourceFile) {
    var open: [(name: String, indent: Int, start: Int)] = []
    for (number, line) in file.lines.enumerated() {
      let indent = line.prefix { $0 == " " }.count
      let code = line.dropFirst(indent)
      // What was declared without a body ends where a line stands further to the left.
      if !code.isEmpty { open.removeAll { $0.indent > indent } }
      if let last = open.last, indent == last.indent, code.hasPrefix("}") {
        functions.append((last.name, number - last.start + 1))
        open.removeLast()
      }
      guard code.contains("func ") || code.contains("init("), !code.hasPrefix("//"), !code.hasPrefix("///") else {
        continue
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
      "func",
      "convenience", "required", "@inlinable", "nonisolated", "@discardableResult", "@inline(__always)", "consuming",
    ]
    guard let first = code.split(separator: " ").first else { return false }
    return modifiers.contains(first) || first.hasPrefix("init")
  }
}
