import Foundation
import Testing

@Suite("The README and the other documents")
struct ReadmeTests {
  private func readme() throws -> String { try Repository.text(of: "README.md") }

  /// All documents by their paths.
  private static let documents =
    ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"]
    + ["Docs", "Sources", "Tests", "Benchmarks", "Examples"].flatMap { Repository.files(in: $0, endingIn: "md") }

  @Test("every example in the README is a file that CI runs, to the letter")
  func examplesAreFiles() throws {
    let parts = try readme().components(separatedBy: "<!-- example: ").dropFirst()
    #expect(!parts.isEmpty)
    for part in parts {
      let path = try #require(part.components(separatedBy: " -->").first)
      let block = try #require(part.components(separatedBy: "```swift\n").dropFirst().first)
      let code = try #require(block.components(separatedBy: "```\n").first)
      #expect(try code == Repository.text(of: path), "\(path) and the README differ")
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

  @Test("every file that a document links to exists", arguments: documents)
  func linksLead(document: String) throws {
    let folder = document.split(separator: "/").dropLast().map { $0 + "/" }.joined()
    let links = try Repository.text(of: document).components(separatedBy: "](").dropFirst().compactMap {
      $0.components(separatedBy: ")").first
    }
    for link in links where !link.contains("://") && !link.hasPrefix("#") {
      #expect(Repository.holds(folder + link.prefix { $0 != "#" }), "\(document) links to \(link)")
    }
  }

  @Test("every target of make that a document names is in the Makefile", arguments: documents)
  func targetsOfMakeExist(document: String) throws {
    let targets = Set(try Repository.text(of: "Makefile").matches(of: /(?m)^([a-z-]+):/).map(\.1))
    #expect(targets.contains("test"))
    for use in try Repository.text(of: document).matches(of: /`make ([a-z-]+)/) {
      #expect(targets.contains(use.1), "\(document) names make \(use.1)")
    }
  }

  @Test("how to contribute tells what every target of make does, and every variable that tests read")
  func contributorsAreTold() throws {
    let guide = try Repository.text(of: "CONTRIBUTING.md")
    for target in try Repository.text(of: "Makefile").matches(of: /(?m)^([a-z-]+):/).map(\.1) where target != "build" {
      #expect(guide.contains("`make \(target)`"), "nothing is said of make \(target)")
    }
    let variables = Set(
      Repository.swiftFiles(in: "Tests").flatMap { $0.text.matches(of: /environment\["(ARGONAUT_\w+)"\]/).map(\.1) })
    #expect(variables.count >= 6)
    for variable in variables.sorted() {
      #expect(guide.contains("`\(variable)`"), "nothing is said of \(variable)")
    }
  }

  @Test("every suite that the Makefile filters by is declared: a filter that fits nothing runs nothing and succeeds")
  func filtersFit() throws {
    let suites = Set(Repository.swiftFiles(in: "Tests").flatMap(\.types).map(\.name))
    let filters = try Repository.text(of: "Makefile").matches(of: /--filter '?([\w|]+)/).map(\.1)
    #expect(filters.count >= 4)
    for name in filters.flatMap({ $0.split(separator: "|") }) {
      #expect(suites.contains(String(name)), "the Makefile filters by \(name)")
    }
  }

  @Test("decisions are numbered without a gap, and each says whether it is in force")
  func decisionsAreInOrder() throws {
    let decisions = Repository.files(in: "Docs/Decisions", endingIn: "md")
    #expect(!decisions.isEmpty)
    for (index, path) in decisions.enumerated() {
      let text = try Repository.text(of: path)
      #expect(text.hasPrefix("# \(index + 1). "), "\(path)")
      #expect(text.split(separator: "\n").dropFirst().first?.hasPrefix("*Status: ") == true, "\(path) has no status")
    }
  }
}
