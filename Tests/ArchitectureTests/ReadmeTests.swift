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

  @Test("every test that the table of features names exists")
  func namedTestsExist() throws {
    let tests = Repository.swiftFiles(in: "Tests").map(\.text).joined(separator: "\n")
    let names = try readme().components(separatedBy: "`test:").dropFirst().compactMap {
      $0.components(separatedBy: "`").first
    }
    for name in names { #expect(tests.contains(name), "no test is named \(name)") }
  }

  @Test("every file that the README links to exists")
  func linksLead() throws {
    let links = try readme().components(separatedBy: "](").dropFirst().compactMap {
      $0.components(separatedBy: ")").first
    }
    for link in links where !link.contains("://") && !link.hasPrefix("#") {
      #expect(FileManager.default.fileExists(atPath: Repository.root.appending(path: link).path), "\(link)")
    }
  }
}
