import Testing

@Suite("The style of the house")
struct TidyTests {
  private let sources = Repository.sources
  /// All that a person wrote, tests and tools too.
  private static let everything = ["Sources", "Tests", "Benchmarks", "Examples", "dev"].flatMap {
    Repository.swiftFiles(in: $0)
  }

  @Test("no file is longer than 800 lines and the median is at most 150")
  func filesAreShort() throws {
    for file in Self.everything where file.lines.count > 800 {
      Issue.record("\(file.path) has \(file.lines.count) lines")
    }
    let lengths = sources.map(\.lines.count).sorted()
    try #require(lengths.count > 1_000)
    #expect(lengths[lengths.count / 2] <= 150)
  }

  @Test("no function is longer than 70 lines")
  func functionsAreShort() {
    for file in Self.everything {
      for (name, length) in FunctionLengths(of: file).functions where length > 70 {
        Issue.record("\(file.path): \(name) has \(length) lines")
      }
    }
  }

  @Test("nothing traps on purpose and nothing is left unfinished")
  func nothingTraps() {
    let banned = [
      "try!", "fatalError(", " as! ", "assertionFailure(", "unsafeFlags",
      // They trap where the descriptor refuses; `write(contentsOf:)` throws.
      "standardOutput.write(Data", "standardError.write(Data",
    ]
    for file in sources {
      for word in banned where file.code.contains(word) { Issue.record("\(file.path) contains \(word)") }
      for word in ["TO" + "DO", "FIX" + "ME"] where file.text.contains(word) {
        Issue.record("\(file.path) contains \(word)")
      }
    }
  }

  @Test("what the program itself may break, and nothing from outside, is a precondition")
  func preconditionsAreKnown() {
    let known: [String: String] = [
      "Sources/TradingModel/Time/LoopConfined.swift": "a value is opened beside its loop",
      "Sources/TradingEngine/Actors/DataActor.swift": "an actor is used before it was registered",
      "Sources/TradingEngine/Strategies/Strategy.swift": "a strategy gives orders before it was registered",
      "Sources/BinanceAdapter/Data/MarketSlots.swift": "a slot is named that was never handed out",
      "Sources/BinanceAdapter/HTTP/TextWriter.swift": "more is written than there was counted room for",
    ]
    let found = sources.filter { $0.code.contains("precondition") }.map(\.path)
    #expect(found.sorted() == known.keys.sorted())
  }

  @Test("no file, folder or type is named after nothing")
  func namesSayWhatThingsAre() {
    for file in sources {
      for name in file.path.split(separator: "/").map(String.init) + file.types.map(\.name) {
        for word in ["Util", "Helper", "Manager", "Misc"] where name.contains(word) {
          Issue.record("\(file.path): \(name) is named \(word)")
        }
      }
    }
  }

  @Test("a file holds one public type and tells in its name what it holds")
  func filesHoldOneType() {
    for file in sources {
      let open = file.types.filter(\.isPublic).map(\.name)
      #expect(open.count <= 1, "\(file.path) holds the public types \(open): give each a file of its own")
      guard file.types.count > 1 else { continue }
      // One companion may stay with the type that the file is named after.
      let names = file.types.map(\.name)
      let isNamed = names.contains { file.path.hasSuffix("/\($0).swift") }
      #expect(isNamed && names.count <= 2, "\(file.path) holds \(names), which its name does not tell")
    }
  }

  @Test("no folder of this workplace and no shared file is named in the sources")
  func nothingOutsideIsNeeded() {
    for file in sources where file.text.contains("../shared") || file.text.contains("/work/") {
      Issue.record("\(file.path) names a folder outside the project")
    }
  }
}
