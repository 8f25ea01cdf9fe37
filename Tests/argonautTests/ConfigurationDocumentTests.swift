import BinanceAdapter
import Foundation
import Testing
import TradingLive
import TradingModel

@testable import argonaut

/// `Docs/Configuration.md` against the code that reads configurations: nothing is left out, no default is another one.
@Suite("The document about the configuration")
struct ConfigurationDocumentTests {
  /// A key of a table, and its default as it would be written; nil where nothing is set.
  private struct Row {
    let key: String
    let fallback: String?
  }

  private static func document() throws -> String {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = tests.deletingLastPathComponent().appending(path: "Docs/Configuration.md")
    return try String(contentsOf: file, encoding: .utf8)
  }

  /// The rows of the tables below a comment such as `<!-- keys: risk -->`, by the places that the comment names.
  private static func tables(_ marker: String) throws -> [String: [Row]] {
    var found: [String: [Row]] = [:]
    for part in try document().components(separatedBy: "<!-- \(marker):").dropFirst() {
      let pieces = part.components(separatedBy: "-->")
      let lines = pieces.dropFirst().joined().split(separator: "\n").prefix { $0.hasPrefix("|") }
      let rows = lines.dropFirst(2).flatMap { Self.rows(of: $0) }
      let places = pieces[0].components(separatedBy: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      for place in places { found[place, default: []] += rows }
    }
    return found
  }

  /// One default may stand for all keys of its row.
  private static func rows(of line: Substring) -> [Row] {
    let cells = line.components(separatedBy: "|")
    let keys = cells[1].components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    let defaults = cells[2].components(separatedBy: ",").map {
      $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
    }
    return keys.enumerated().map { index, key in
      let word = defaults.count == 1 ? defaults[0] : defaults[index]
      return Row(key: key, fallback: word == "—" ? nil : word)
    }
  }

  private func load(_ text: String) throws -> TradingNodeConfig.File {
    try TradingNodeConfig.load(
      tree: ConfigurationTree(text: text, source: "document"), dataFactory: BinanceLiveDataClientFactory(),
      execFactory: BinanceLiveExecClientFactory())
  }

  private func text(of value: Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text
  }

  /// A configuration with one setting at a place: `dataClients.BINANCE`.
  private func configuration(_ place: String, _ setting: String) -> String {
    place.split(separator: ".").reversed().reduce("{ \(setting) }") { "{ \($1): \($0) }" }
  }

  /// The keys that the code knows where `text` has one that nobody knows.
  private func knownKeys(_ text: String) throws -> Set<String> {
    let error = try #require(throws: ConfigurationError.self) { try load(text) }
    let list = try #require(error.problem.components(separatedBy: "valid keys here: ").dropFirst().first)
    return Set(list.components(separatedBy: ", "))
  }

  @Test("names every key, and the default that holds where it is left out")
  func keys() throws {
    let tables = try Self.tables("keys")
    #expect(tables.count == 9)
    for (place, rows) in tables {
      #expect(Set(rows.map(\.key)) == (try knownKeys(configuration(place, "qqqqqqqqqqqq: 1"))), "\(place)")
      let bare = text(of: try load(configuration(place, place.isEmpty ? "journal: null" : "")).config)
      for row in rows {
        let setting = "\(row.key): \(row.fallback ?? "null")"
        #expect(text(of: try load(configuration(place, setting)).config) == bare, "\(place): \(setting)")
      }
    }
  }

  @Test("names every key of the built-in strategies, and its default")
  func strategies() throws {
    let tables = try Self.tables("strategy")
    #expect(Set(tables.keys) == ["EmaCross", "SimpleMarketMaker", "BasisTrade"])
    for (type, rows) in tables {
      let needed = rows.filter { $0.fallback == "needed" }.map { row in
        let value = ["instrument": "BTCUSDT.BINANCE", "spot": "BTCUSDT.BINANCE", "contract": "BTCUSDT-PERP.BINANCE"]
        return "\(row.key): \(value[row.key] ?? "\"0.01\"")"
      }
      func strategy(_ setting: String) -> String {
        "{ strategies: [ { \((["type: \(type)"] + needed + [setting]).joined(separator: ", ")) } ] }"
      }
      let known = try knownKeys(strategy("qqqqqqqqqqqq: 1"))
      #expect(Set(rows.map(\.key)).union(["type", "orderIdTag"]) == known, "\(type)")
      let bare = try settings(strategy("orderIdTag: null"))
      for row in rows where row.fallback != "needed" {
        let setting = "\(row.key): \(row.fallback ?? "null")"
        #expect(try settings(strategy(setting)) == bare, "\(type): \(setting)")
      }
    }
  }

  /// What a strategy was told.
  private func settings(_ text: String) throws -> String {
    let make = try #require(load(text).strategies.first)
    let child = Mirror(reflecting: try make()).children.first { $0.label == "settings" }
    return self.text(of: try #require(child).value)
  }

  @Test("shows a file that is read as it stands, and goes to the local exchange alone")
  func example() throws {
    let blocks = try Self.document().components(separatedBy: "```yaml\n").dropFirst()
    let block = try #require(blocks.first?.components(separatedBy: "```").first)
    let folder = FileManager.default.temporaryDirectory.appending(path: "argonaut-document-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "node.yaml")
    try block.write(to: file, atomically: true, encoding: .utf8)
    let read = try NodeFile.load(file.path)
    #expect(read.strategies.count == 1)
    let client = try #require(read.config.execClients["BINANCE"] as? BinanceExecClientConfig)
    let checked = try CheckCommand.clients(file: file.path)
    #expect(checked.first?.provider.loadIds.map(\.text) == ["BTCUSDT.BINANCE"], "what the strategy trades")
    for url in [client.baseURLHTTP, client.baseURLWS, client.baseURLWSAPI] {
      #expect(url?.contains("127.0.0.1") == true)
    }
  }
}
