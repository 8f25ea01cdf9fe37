import Foundation
import Testing
import TradingLive

@testable import BinanceAdapter

@Suite("Where credentials come from")
struct CredentialSourceTests {
  private func key(
    _ type: BinanceAccountType, _ environment: BinanceEnvironment, _ variables: [String: String],
    configure: (inout BinanceConnectionConfig) -> Void = { _ in }
  ) throws -> String? {
    var connection = BinanceConnectionConfig(accountType: type, environment: environment)
    configure(&connection)
    return try BinanceCredentialSource.credentials(for: connection, variables: variables)?.apiKey.reveal { $0 }
  }

  private static let all = [
    "BINANCE_API_KEY": "live", "BINANCE_API_SECRET": "s",
    "BINANCE_FUTURES_API_KEY": "futures", "BINANCE_FUTURES_API_SECRET": "s",
    "BINANCE_TESTNET_API_KEY": "testnet", "BINANCE_TESTNET_API_SECRET": "s",
    "BINANCE_FUTURES_TESTNET_API_KEY": "futures-testnet", "BINANCE_FUTURES_TESTNET_API_SECRET": "s",
    "BINANCE_DEMO_API_KEY": "demo", "BINANCE_DEMO_API_SECRET": "s",
  ]

  @Test("Each product and environment has variables of its own")
  func variables() throws {
    #expect(try key(.spot, .live, Self.all) == "live")
    #expect(try key(.margin, .live, Self.all) == "live")
    #expect(try key(.usdtFutures, .live, Self.all) == "futures")
    #expect(try key(.spot, .testnet, Self.all) == "testnet")
    #expect(try key(.coinFutures, .testnet, Self.all) == "futures-testnet")
    #expect(try key(.spot, .demo, Self.all) == "demo")
    #expect(try key(.usdtFutures, .demo, Self.all) == "demo")
  }

  @Test("Futures fall back to the spot variables on live, and nothing falls back between environments")
  func fallbacks() throws {
    let live = ["BINANCE_API_KEY": "live", "BINANCE_API_SECRET": "s"]
    #expect(try key(.usdtFutures, .live, live) == "live")
    #expect(try key(.usdtFutures, .testnet, live) == nil)
    #expect(try key(.spot, .testnet, live) == nil)
    #expect(try key(.spot, .demo, live) == nil)
    let testnet = ["BINANCE_TESTNET_API_KEY": "testnet", "BINANCE_TESTNET_API_SECRET": "s"]
    #expect(try key(.spot, .live, testnet) == nil)
    #expect(try key(.usdtFutures, .testnet, testnet) == nil)
  }

  @Test("The configuration wins over the environment")
  func configuration() throws {
    let found = try key(.spot, .live, Self.all) {
      $0.apiKey = "mine"
      $0.apiSecret = "s"
    }
    #expect(found == "mine")
  }

  @Test("Half a pair is an error that names the variables")
  func halfPair() {
    let error = #expect(throws: ConfigurationError.self) {
      try key(.spot, .live, ["BINANCE_API_KEY": "live"])
    }
    #expect(error?.problem.contains("BINANCE_API_SECRET") == true)
    #expect(throws: ConfigurationError.self) { try key(.spot, .live, ["BINANCE_API_SECRET": "s"]) }
  }

  @Test("Keys are read from files, and a missing file is told by name")
  func files() throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
      "argonaut-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let keyFile = directory.appendingPathComponent("key").path
    let secretFile = directory.appendingPathComponent("secret").path
    try Data("from-file\n".utf8).write(to: URL(fileURLWithPath: keyFile))
    try Data(KeyFixtures.ed25519.utf8).write(to: URL(fileURLWithPath: secretFile))
    let found = try key(.spot, .live, [:]) {
      $0.apiKeyFile = keyFile
      $0.apiSecretFile = secretFile
    }
    #expect(found == "from-file")
    let error = #expect(throws: ConfigurationError.self) {
      try key(.spot, .live, [:]) { $0.apiKeyFile = "/nonexistent/key" }
    }
    #expect(error?.place == "/nonexistent/key")
  }

  @Test("What cannot be used is told with the variable or file that it stands in")
  func origins() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "argonaut-\(UInt64.random(in: 0 ... .max))")
    try Data("\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let broken = "-----BEGIN PRIVATE KEY-----\n?\n-----END PRIVATE KEY-----"
    let secret = #expect(throws: ConfigurationError.self) {
      try key(.spot, .live, ["BINANCE_API_KEY": "k", "BINANCE_API_SECRET": broken])
    }
    #expect(secret?.path == "BINANCE_API_SECRET", "\(secret?.description ?? "")")
    let spaced = #expect(throws: ConfigurationError.self) {
      try key(.spot, .live, ["BINANCE_API_KEY": "k k", "BINANCE_API_SECRET": "s"])
    }
    #expect(spaced?.path == "BINANCE_API_KEY", "\(spaced?.description ?? "")")
    let empty = #expect(throws: ConfigurationError.self) {
      try key(.spot, .live, ["BINANCE_API_SECRET": "s"]) { $0.apiKeyFile = file.path }
    }
    #expect(empty?.path == file.path, "\(empty?.description ?? "")")
    let written = #expect(throws: ConfigurationError.self) {
      try key(.spot, .live, [:]) {
        $0.apiKey = "k"
        $0.apiSecretFile = file.path
      }
    }
    #expect(written?.path == file.path, "\(written?.description ?? "")")
  }
}
