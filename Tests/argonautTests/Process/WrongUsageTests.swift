import BinanceAdapter
import BinanceSandbox
import Foundation
import Testing

@testable import argonaut

@Suite("What cannot be done", .serialized)
struct WrongUsageTests {
  /// A short recording of spot.
  private static let recording = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/recordings/spot-tiny.jsonl").path

  /// A command line that fails, and how.
  private struct Row {
    var words: String
    var code: Int32
    var hint: String
  }

  /// Runs every row against a spot exchange; each has to give its code and one line.
  private func expect(_ rows: [Row]) async throws {
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    let server = try await SandboxServer.start(configuration)
    let address = try #require(server.address(of: .spot))
    let file = FileManager.default.temporaryDirectory.appending(path: "argonaut-\(UUID().uuidString).jsonl").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    for row in rows {
      let words = row.words.split(separator: " ").map { $0 == "FILE" ? file : String($0) }
      let process = try ArgonautProcess(
        words + ["--base-url-http", address.http, "--base-url-ws", address.ws])
      let code = try await process.finish()
      let lines = process.errors.split(separator: "\n")
      #expect(code == row.code && lines.count == 1, "\(row.words): \(code), \(process.errors)")
      #expect(process.errors.contains(row.hint), "\(row.words): \(process.errors)")
    }
    await server.stop()
  }

  @Test("is said in one line with the documented exit code by record and request")
  func spot() async throws {
    try await expect(
      [
        Row(words: "record FILE --instrument NOPEUSDT.BINANCE --seconds 3", code: 2, hint: "NOPEUSDT.BINANCE"),
        Row(words: "record FILE --instrument BTCUSDT.BINANCE --data mark-price", code: 2, hint: "futures only"),
        Row(words: "record FILE --instrument BTCUSDT.BINANCE --data status", code: 2, hint: "add quotes"),
        Row(words: "request funding --instrument BTCUSDT.BINANCE", code: 2, hint: "futures only"),
        Row(words: "request trades --instrument BTCUSDT.BINANCE --start 1", code: 2, hint: "aggregated trades"),
        Row(words: "request open-interest --instrument BTCUSDT.BINANCE", code: 2, hint: "futures"),
        Row(words: "request trades --instrument NOPEUSDT.BINANCE", code: 2, hint: "does not list it"),
        Row(words: "request book --limit 2 --instrument BTCUSDT.BINANCE", code: 2, hint: "--depth"),
        Row(words: "request trades --depth 5 --instrument BTCUSDT.BINANCE", code: 2, hint: "--depth is for book"),
        Row(words: "request rpi-depth --depth 5 --instrument BTCUSDT.BINANCE", code: 2, hint: "1,000 best levels"),
        Row(words: "request rpi-depth --limit 5 --instrument BTCUSDT.BINANCE", code: 2, hint: "1,000 best levels"),
        Row(words: "request trades --data book --instrument BTCUSDT.BINANCE", code: 2, hint: "two things"),
        Row(words: "watch --instrument btcusdt.BINANCE --seconds 3", code: 2, hint: "as BTCUSDT.BINANCE"),
        Row(words: "instruments --instrument btcusdt.BINANCE", code: 2, hint: "BTCUSDT.BINANCE"),
        Row(
          words: "watch --count -1 --instrument BTCUSDT.BINANCE", code: 2, hint: "--count is -1; it must be"),
        Row(words: "watch --seconds -0.5 --instrument BTCUSDT.BINANCE", code: 2, hint: "--seconds is -0.5"),
        Row(words: "request trades --limit -1 --instrument BTCUSDT.BINANCE", code: 2, hint: "--limit is -1"),
        Row(words: "watch --nope --instrument BTCUSDT.BINANCE", code: 2, hint: "'--nope'"),
        Row(words: "watch --instrument BTCUSDT.BINANCE --count", code: 2, hint: "see argonaut watch --help"),
        Row(words: "wacth --instrument BTCUSDT.BINANCE", code: 2, hint: "did you mean 'watch'?"),
      ])
  }

  @Test(
    "is said in one line with the documented exit code by run and gateway, where nobody has the instrument",
    arguments: ["run", "gateway"])
  func unknownInstrument(command: String) async throws {
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    let server = try await SandboxServer.start(configuration)
    let address = try #require(server.address(of: .spot))
    // What a strategy trades must exist; of what a client is to load, something.
    let loaded = command == "run" ? "BTCUSDT.BINANCE" : "NOPEUSDT.BINANCE"
    let text = """
      journal: { enabled: false }
      dataClients:
        BINANCE: { baseURLHTTP: "\(address.http)", baseURLWS: "\(address.ws)", instrumentProvider: { loadIds: [\(loaded)] } }
      strategies:
        - { type: EmaCross, instrument: NOPEUSDT.BINANCE, tradeSize: "0.01" }
      """
    let file = FileManager.default.temporaryDirectory.appending(path: "argonaut-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try text.write(to: file, atomically: true, encoding: .utf8)
    let process = try ArgonautProcess([command, file.path])
    #expect(try await process.finish() == 2, "\(process.errors)")
    // The log goes to stderr, too.
    let words = process.errors.split(separator: "\n").filter { $0.contains("unknown instrument NOPEUSDT.BINANCE") }
    #expect(words.count == 1 && words.first?.hasPrefix("argonaut: ") == true, "\(process.errors)")
    await server.stop()
  }

  @Test("is said where stdout is closed: no socket takes its place")
  func closedOutput() async throws {
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    let server = try await SandboxServer.start(configuration)
    let address = try #require(server.address(of: .spot))
    let errors = FileManager.default.temporaryDirectory.appending(path: "argonaut-\(UUID().uuidString).txt")
    defer { try? FileManager.default.removeItem(at: errors) }
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    let words = "instruments --json --base-url-http \(address.http)"
    shell.arguments = ["-c", "exec '\(ArgonautProcess.executable.path)' \(words) >&- 2>'\(errors.path)'"]
    try shell.run()
    while shell.isRunning { try await Task.sleep(for: .milliseconds(5)) }
    let text = try String(contentsOf: errors, encoding: .utf8)
    #expect(shell.terminationStatus == 1 && text.contains("stdout cannot be written to"), "\(text)")
    await server.stop()
  }

  @Test("is said in one line, whatever was set up before, when a file cannot be created or nobody answers")
  func beforeAnything() async throws {
    let typos = [
      ["watch", "--count", "abc"], ["run"], ["demo", "--nonsense"], ["replay", "/nowhere/x.gz"],
      ["demo", "--market", "recorded:/nowhere/x.gz"], ["replay", NSTemporaryDirectory()],
      ["sandbox", "--tls-certificate", "/nowhere/x.pem"], ["sandbox", "--account", "a", "--account", "a"],
      ["sandbox", "--tls", "--tls-certificate", "/nowhere/x.pem", "--tls-key", "/nowhere/y.pem"],
      ["instruments", "--trust-roots-file", "/dev/null"],
      ["sandbox", "--speed", "0"], ["sandbox", "--speed", "1e9"],
      ["demo", "--market", "recorded:"], ["sandbox", "--market", "recorded:\(NSTemporaryDirectory())"],
      ["sandbox", "--products", "usdm,coinm", "--market", "recorded:\(Self.recording)"],
    ]
    for words in typos {
      let process = try ArgonautProcess(words)
      #expect(try await process.finish() == 2, "\(words)")
      #expect(process.errors.split(separator: "\n").count == 1, "\(words): \(process.errors)")
    }
    let empty = FileManager.default.temporaryDirectory.appending(path: "argonaut-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: empty) }
    try "traderId: T-1".write(to: empty, atomically: true, encoding: .utf8)
    for command in ["run", "check", "gateway"] {
      let process = try ArgonautProcess([command, empty.path])
      #expect(try await process.finish() == 2, "\(command)")
      #expect(process.errors.contains("there are no clients"), "\(command): \(process.errors)")
    }
    for attempt in 1...10 {
      let process = try ArgonautProcess(["record", "/nowhere/x.gz", "--instrument", "BTCUSDT.BINANCE"])
      #expect(try await process.finish() != 0)
      #expect(process.errors.split(separator: "\n").count == 1, "attempt \(attempt): \(process.errors)")
    }
    let file = FileManager.default.temporaryDirectory.appending(path: "argonaut-\(UUID().uuidString).jsonl").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let process = try ArgonautProcess([
      "record", file, "--instrument", "BTCUSDT.BINANCE", "--base-url-http", "http://127.0.0.1:1", "--base-url-ws",
      "ws://127.0.0.1:1",
    ])
    #expect(try await process.finish() == 1)
    #expect(process.errors.split(separator: "\n").count == 1, "\(process.errors)")
  }
}
