import Foundation
import Testing
import TradingModel

@testable import TradingLive

@Suite("The configuration tree")
struct ConfigurationTreeTests {
  @Test("camelCase keys and their snake_case spellings are one")
  func spellings() throws {
    let tree = try ConfigurationTree(text: "base_url_http: http://127.0.0.1:1\naccountType: spot\n", source: "t.yaml")
    #expect(try tree.string("baseURLHTTP") == "http://127.0.0.1:1")
    #expect(try tree.string("accountType") == "spot")
    try tree.finish()
  }

  @Test("an unknown key names the nearest valid one and its line")
  func unknownKey() throws {
    let tree = try ConfigurationTree(text: "accountType: spot\nacountTyp: spot\n", source: "t.yaml")
    _ = try tree.string("accountType")
    let error = #expect(throws: ConfigurationError.self) { try tree.finish() }
    #expect(error?.description.contains("t.yaml:2") == true)
    #expect(error?.description.contains("did you mean 'accountType'") == true)
  }

  @Test("instruments and exact numbers are read, and refused with their place")
  func values() throws {
    let tree = try ConfigurationTree(
      text: "ids: [BTCUSDT.BINANCE]\nfee: 0.0005\nwrong: [BTCUSDT]\nmuch: plenty\n", source: "t.yaml")
    #expect(try tree.instrumentIds("ids") == [InstrumentId("BTCUSDT.BINANCE")])
    #expect(try tree.decimal("fee") == WideDecimal("0.0005"))
    #expect(try tree.decimal("none") == nil && tree.instrumentIds("none") == nil)
    let unknown = #expect(throws: ConfigurationError.self) { try tree.instrumentIds("wrong") }
    #expect(unknown?.description.contains("t.yaml:3") == true && unknown?.problem.contains("SYMBOL.VENUE") == true)
    let number = #expect(throws: ConfigurationError.self) { try tree.decimal("much") }
    #expect(number?.description == "t.yaml:4: 'much': 'plenty' is not a number")
  }

  @Test("JSON is read like YAML")
  func json() throws {
    let tree = try ConfigurationTree(
      text: #"{"dataClients": {"BINANCE": {"us": false, "loadIds": ["A.B"]}}, "n": 3}"#, source: "t.json")
    let clients = try #require(try tree.tree("dataClients"))
    let client = try #require(try clients.tree("BINANCE"))
    #expect(try client.bool("us") == false)
    #expect(try client.strings("loadIds") == ["A.B"])
    #expect(try tree.integer("n") == 3)
  }

  @Test(
    "durations are read with their unit",
    arguments: [("250ms", 250), ("10s", 10_000), ("5m", 300_000), ("1h", 3_600_000), ("7", 7)])
  func durations(text: String, milliseconds: Int) throws {
    let tree = try ConfigurationTree(text: "d: \(text)", source: "t")
    #expect(try tree.duration("d", unit: .milliseconds) == .milliseconds(milliseconds))
  }

  @Test("wrong values and broken files are one clear line", arguments: ["d: [", "- a", "", "d: {a: 1}"])
  func broken(text: String) {
    #expect(throws: ConfigurationError.self) {
      let tree = try ConfigurationTree(text: text, source: "t.yaml")
      _ = try tree.duration("d", unit: .seconds)
    }
  }

  @Test(
    "broken text is told with its line and never repeated, for it may be a secret",
    arguments: [
      "a: 1\napiSecret: SEKRET: x", "a: 1\napiSecret: *SEKRET", "a: 1\napiSecret: \"SEKRET", "a: 1\napiSecret: @SEKRET",
      "a: 1\napiSecret: [SEKRET", "a: 1\n\tapiSecret: SEKRET", "a: 1\napiSecret: \"SEK\\REKRET\"",
      "apiSecret: SEKRET\nb: 1\nb: 2",
    ])
  func complaints(text: String) {
    let error = #expect(throws: ConfigurationError.self) { try ConfigurationTree(text: text, source: "t.yaml") }
    let told = error?.description ?? ""
    #expect(!told.contains("REKRET") && !told.contains("SEKRET") && !told.contains("\n"), "\(told)")
    #expect(told.wholeMatch(of: /t\.yaml:[23]: .*/) != nil, "\(told)")
  }

  @Test("a key that is given twice is named")
  func duplicates() {
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationTree(text: "risk: {}\ncache: {}\nrisk: {}\n", source: "t.yaml")
    }
    #expect(error?.problem == "'risk' stands here more than once; keep one of them")
  }

  @Test("names are not empty, and counts not below what makes sense")
  func bounds() throws {
    let tree = try ConfigurationTree(text: "venue: ' '\nretries: -1\nenough: 0\n", source: "t.yaml")
    let name = #expect(throws: ConfigurationError.self) { try tree.name("venue") }
    #expect(name?.description == "t.yaml:1: 'venue': is empty; name it, or leave it out")
    let count = #expect(throws: ConfigurationError.self) { try tree.integer("retries", atLeast: 0) }
    #expect(count?.description == "t.yaml:2: 'retries': '-1' is too little; it must be at least 0")
    #expect(try tree.integer("enough", atLeast: 0) == 0 && tree.name("none") == nil)
  }

  @Test("a directory is told as one, and a pipe is read like a file")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.path
    let error = #expect(throws: ConfigurationError.self) { try ConfigurationTree(file: folder) }
    #expect(error?.problem == "is a directory; name the file in it")
    #expect(throws: ConfigurationError.self) { try ConfigurationTree(file: folder + "/nowhere.yaml") }
    let pipe = Pipe()
    pipe.fileHandleForWriting.write(Data("accountType: spot\n".utf8))
    try pipe.fileHandleForWriting.close()
    let tree = try ConfigurationTree(file: "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
    #expect(try tree.string("accountType") == "spot")
  }
}
