import Foundation
import Testing

/// The arrows between the rooms, as `Docs/Decisions` records them; any other import of ours fails.
private let arrows: [String: Set<String>] = [
  "TradingModel": [],
  "TradingEngine": ["TradingModel"],
  "TradingNetwork": ["TradingModel"],
  "TradingStore": ["TradingModel", "TradingEngine"],
  "TradingLive": ["TradingModel", "TradingEngine", "TradingNetwork", "TradingStore"],
  "BinanceAdapter": ["TradingModel", "TradingEngine", "TradingNetwork", "TradingLive"],
  "BinanceSandbox": ["TradingModel", "TradingNetwork"],
  "TradingTesting": ["TradingModel", "TradingEngine", "TradingNetwork", "TradingLive"],
]

/// What each room may take from others, where that is restricted.
private let thirdParty: [String: Set<String>] = [
  "TradingModel": ["Synchronization"],
  "TradingEngine": ["DequeModule", "HeapModule", "Logging", "Synchronization"],
]

@Suite("The arrows between the rooms")
struct ArrowTests {
  @Test("every import of a room of ours is an allowed arrow")
  func importsFollowTheArrows() {
    let rooms = Set(arrows.keys)
    for file in Repository.swiftFiles(in: "Sources") {
      guard let allowed = arrows[file.room] else { continue }
      for module in imports(of: file) where rooms.contains(module) && module != file.room {
        #expect(allowed.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test("the model and the engine take nothing heavier than collections and logging")
  func coreStaysLight() {
    for file in Repository.swiftFiles(in: "Sources") {
      guard let allowed = thirdParty[file.room] else { continue }
      for module in imports(of: file) where arrows[module] == nil {
        #expect(allowed.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test("the manifest declares no arrow that is not allowed")
  func manifestFollowsTheArrows() throws {
    let manifest = try String(contentsOf: Repository.root.appending(path: "Package.swift"), encoding: .utf8)
    for (room, allowed) in arrows {
      guard let declaration = manifest.range(of: ".target(\n      name: \"\(room)\"") else { continue }
      let rest = manifest[declaration.upperBound...]
      let body = rest.range(of: "swiftSettings").map { rest[..<$0.lowerBound] } ?? rest
      for other in arrows.keys where other != room && body.contains("\"\(other)\"") {
        #expect(allowed.contains(other), "Package.swift lets \(room) depend on \(other)")
      }
    }
  }

  @Test("the sandbox takes only numbers, time, loops and randomness from the model")
  func sandboxSharesNoTradingTypes() {
    let foreign = [
      "InstrumentId", "QuoteTick", "TradeTick", "OrderBookDelta", "ClientOrderId", "OrderFilled", "JSONReader",
    ]
    for file in Repository.swiftFiles(in: "Sources/BinanceSandbox") {
      for name in foreign where words(of: withoutLiterals(file.text)).contains(Substring(name)) {
        Issue.record("\(file.path) uses \(name)")
      }
    }
  }

  private func imports(of file: Repository.SourceFile) -> [String] {
    file.lines.compactMap { line in
      let words = line.split(separator: " ")
      guard let keyword = words.firstIndex(of: "import"), keyword <= 1, words.count > keyword + 1 else { return nil }
      guard keyword == 0 || ["public", "internal", "package", "private", "@testable"].contains(words[0]) else {
        return nil
      }
      let name =
        ["struct", "class", "enum", "protocol", "func"].contains(words[keyword + 1]) ? words.last : words[keyword + 1]
      return name.map { String($0.split(separator: ".")[0]) }
    }
  }

  /// The text without what stands in quotes: wire names may be any words.
  private func withoutLiterals(_ text: String) -> String {
    text.components(separatedBy: "\"").enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
  }

  private func words(of text: String) -> Set<Substring> {
    Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") })
  }
}
