import Foundation
import Testing

@Suite("The README")
struct ReadmeTests {
  private func readme() throws -> String {
    try String(contentsOf: Repository.root.appending(path: "README.md"), encoding: .utf8)
  }

  @Test("every example in the README is a file that CI runs, to the letter")
  func examplesAreFiles() throws {
    let parts = try readme().components(separatedBy: "<!-- example: ").dropFirst()
    #expect(!parts.isEmpty)
    for part in parts {
      let path = try #require(part.components(separatedBy: " -->").first)
      let block = try #require(part.components(separatedBy: "```swift\n").dropFirst().first)
      let code = try #require(block.components(separatedBy: "```\n").first)
      let file = try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
      #expect(code == file, "\(path) and the README differ")
    }
  }

  @Test(
    "every test that the table of features names is declared, and runs in a plain `swift test` or the row says when")
  func namedTestsRun() throws {
    let tests = Self.declarations()
    var count = 0
    for row in try readme().split(separator: "\n") where row.contains("| ✓ |") {
      let names = row.components(separatedBy: "`test:").dropFirst()
      #expect(!names.isEmpty, "no test beside \(row)")
      for part in names {
        let name = try #require(part.components(separatedBy: "`").first)
        let rest = part.dropFirst(name.count + 1)
        let declaration = try #require(tests[name], "no test is named \(name)")
        let isGated = declaration.contains(".enabled(if:") || declaration.contains(".disabled(")
        #expect(rest.hasPrefix(" (only ") == isGated, "\(name): the row must say when it runs, or that it always does")
        count += 1
      }
    }
    #expect(count > 70)
  }

  /// The tests by name, each with what stands between its name and its function: traits and arguments.
  private static func declarations() -> [String: String] {
    var found: [String: String] = [:]
    for part in Repository.swiftFiles(in: "Tests").flatMap({ $0.text.components(separatedBy: "@Test(").dropFirst() }) {
      let pieces = part.components(separatedBy: "func ")[0].components(separatedBy: "\"")
      guard pieces.count > 2, pieces[0].allSatisfy(\.isWhitespace) else { continue }
      found[pieces[1]] = pieces.dropFirst(2).joined(separator: "\"")
    }
    return found
  }

  @Test("every file that the README links to exists")
  func linksLead() throws {
    let links = try readme().components(separatedBy: "](").dropFirst().compactMap {
      $0.components(separatedBy: ")").first
    }
    for link in links where !link.contains("://") && !link.hasPrefix("#") {
      let path = link.prefix { $0 != "#" }
      #expect(FileManager.default.fileExists(atPath: Repository.root.appending(path: path).path), "\(link)")
    }
  }
}
