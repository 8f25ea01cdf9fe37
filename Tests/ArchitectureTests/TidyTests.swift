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
      if let last = open.last, indent == last.indent, code.hasPrefix("}") {
        functions.append((last.name, number - last.start + 1))
        open.removeLast()
      }
      guard code.contains("func ") || code.contains("init("), !code.hasPrefix("//"), !code.hasPrefix("///") else {
        continue
      }
      if code.hasSuffix("{"), declares(code) { open.append((String(code), indent, number)) }
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
