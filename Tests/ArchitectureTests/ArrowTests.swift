import Testing

/// The arrows between the rooms; the first two decisions in `Docs/Decisions` say why. Whatever is not here fails.
private let arrows: [String: Set<String>] = [
  "TradingModel": [],
  "TradingEngine": ["TradingModel"],
  "TradingNetwork": ["TradingModel"],
  "TradingStore": ["TradingModel", "TradingEngine"],
  "TradingLive": ["TradingModel", "TradingEngine", "TradingNetwork", "TradingStore"],
  "BinanceAdapter": ["TradingModel", "TradingEngine", "TradingNetwork", "TradingLive"],
  "BinanceSandbox": ["TradingModel", "TradingNetwork", "CZlib"],
  "TradingTesting": ["TradingModel", "TradingEngine", "TradingNetwork"],
  // Where the others are wired together.
  "argonaut": [
    "TradingModel", "TradingEngine", "TradingNetwork", "TradingLive", "BinanceAdapter", "BinanceSandbox", "CZlib",
  ],
  // A system library, which has no Swift.
  "CZlib": [],
]

/// What the rooms that stay light may take from others.
private let thirdParty: [String: Set<String>] = [
  "TradingModel": ["Synchronization"],
  "TradingEngine": ["DequeModule", "HeapModule", "Logging"],
  "TradingStore": ["Foundation", "Synchronization"],
  "TradingTesting": ["Foundation"],
]

/// What comes with the toolchain and is declared nowhere.
private let toolchain: Set = ["Foundation", "Synchronization", "Dispatch", "Testing", "Glibc", "Musl", "Darwin"]

@Suite("The arrows between the rooms")
struct ArrowTests {
  @Test("every room is known, and none is known that is not there")
  func roomsAreKnown() throws {
    let rooms = Set(Repository.sources.map(\.room)).union(["CZlib"])
    #expect(rooms == Set(arrows.keys))
    #expect(try Manifest().targets.count(where: { !$0.isTest }) == rooms.count - 1)
  }

  @Test("every import of a room of ours is an allowed arrow")
  func importsFollowTheArrows() throws {
    for file in Repository.sources {
      let allowed = try #require(arrows[file.room], "no arrows for \(file.path)")
      for module in file.imports where arrows.keys.contains(module) && module != file.room {
        #expect(allowed.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test("the rooms at the bottom take nothing heavier than collections and logging")
  func coreStaysLight() {
    for file in Repository.sources {
      guard let allowed = thirdParty[file.room] else { continue }
      for module in file.imports where arrows[module] == nil {
        #expect(allowed.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test("the manifest declares the arrows, and for each target exactly what its files import")
  func manifestFollowsTheArrows() throws {
    for target in try Manifest().targets {
      let imported = Set(Repository.swiftFiles(in: target.folder).flatMap(\.imports)).subtracting(toolchain)
      #expect(target.dependencies.subtracting(imported).sorted() == [], "\(target.name) does not import them")
      #expect(imported.subtracting(target.dependencies).sorted() == [], "\(target.name) does not declare them")
      guard !target.isTest else { continue }
      #expect(target.dependencies.intersection(arrows.keys) == arrows[target.name], "the arrows of \(target.name)")
    }
  }

  @Test("the README tells the same arrows")
  func readmeTellsTheArrows() throws {
    let rows = try Repository.text(of: "README.md").split(separator: "\n").map { $0.split(separator: "|") }
    for (room, allowed) in arrows where !["argonaut", "CZlib"].contains(room) {
      let row = try #require(rows.first { $0.count == 3 && $0[0] == " `\(room)` " }, "no row for \(room)")
      let told = Set(row[2].matches(of: /`(\w+)`/).map { String($0.1) })
      #expect(told == allowed.intersection(rooms), "\(room)")
    }
  }

  /// The rooms with Swift in them.
  private var rooms: Set<String> { Set(arrows.keys).subtracting(["CZlib"]) }

  @Test("the sandbox takes only numbers, time, loops and randomness from the model, and reads JSON by itself")
  func sandboxSharesNoTradingTypes() {
    let shared = ["Sources/TradingModel/Numeric/", "Sources/TradingModel/Time/"]
    let foreign = Set(
      Repository.sources.filter { file in
        file.room == "TradingModel" && !shared.contains { file.path.hasPrefix($0) }
          || file.path.hasPrefix("Sources/TradingNetwork/JSON/")
      }.flatMap(\.types).map { Substring($0.name) })
    let sandbox = Repository.sources.filter { $0.room == "BinanceSandbox" }
    // Its own order has the name of the model's and is another.
    let own = Set(sandbox.flatMap(\.types).map { Substring($0.name) })
    #expect(foreign.count > 100)
    for file in sandbox {
      let used = file.words.intersection(foreign.subtracting(own)).subtracting(nestedTypes(of: sandbox))
      #expect(used.isEmpty, "\(file.path) uses \(used.sorted())")
    }
  }

  /// The types that the sandbox declares inside of others.
  private func nestedTypes(of files: [SourceFile]) -> Set<Substring> {
    let declaration = /\b(?:struct|class|enum|protocol|typealias) (\w+)/
    return Set(files.flatMap { $0.code.matches(of: declaration).map(\.1) })
  }
}
