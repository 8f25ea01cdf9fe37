import Foundation
import Logging
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@testable import BinanceAdapter

/// Recordings of the real venue, from `../shared/data/recorded`; nothing is done where they are absent.
@Suite("Recorded markets")
struct RecordedBooksTests {
  /// The first lines of a recording, unpacked.
  private static func lines(_ name: String, count: Int) throws -> [BinanceRecordingLine]? {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../../shared/data/recorded/\(name).jsonl.gz"
    ).path
    guard FileManager.default.fileExists(atPath: path), FileManager.default.fileExists(atPath: "/usr/bin/env") else {
      return nil
    }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sh", "-c", "gzip -dc '\(path)' | head -n \(count)"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return data.split(separator: UInt8(ascii: "\n")).compactMap { BinanceRecordingLine(Array($0)) }
  }

  /// The book of a recording, rebuilt with dictionaries and text.
  private static func naiveBook(_ lines: [BinanceRecordingLine]) throws -> (sequence: UInt64, levels: [String: String])
  {
    let messages = lines.compactMap { try? JSONValue(parsing: $0.message) }
    guard let snapshot = messages.first(where: { $0["lastUpdateId"] != nil }) else { return (0, [:]) }
    var sequence = snapshot["lastUpdateId"]?.uint64 ?? 0
    var levels: [String: String] = [:]
    func apply(_ json: JSONValue, _ bids: String, _ asks: String) {
      for (side, key) in [("B", bids), ("A", asks)] {
        for level in json[key]?.elements ?? [] {
          let price = level[0]?.decimal?.trimmed.description ?? ""
          let size = level[1]?.decimal ?? .zero
          levels[side + price] = size.isZero ? nil : size.trimmed.description
        }
      }
    }
    apply(snapshot, "bids", "asks")
    for message in messages where message["data"]?["e"]?.text == "depthUpdate" {
      guard let data = message["data"], let last = data["u"]?.uint64, last > sequence else { continue }
      apply(data, "b", "a")
      sequence = last
    }
    return (sequence, levels)
  }

  @Test(
    "give the book that a naive rebuilding gives, and every quote in order",
    arguments: ["spot-btcusdt-20240808", "usdm-btcusdt-20240808", "coinm-btcusd_perp-20240808"])
  func books(name: String) throws {
    guard let lines = try Self.lines(name, count: 4_000) else {
      print("skipped: ../shared/data/recorded/\(name).jsonl.gz is not here")
      return
    }
    var survey = BinanceRecordingSurvey()
    for line in lines { survey.add(line) }
    let world = SimulatedWorld(seed: 1, start: (survey.firstTime ?? .zero).advanced(by: .seconds(-5)))
    defer { world.shutDown() }
    world.network.latency = SimulatedLatency(base: .zero, jitter: .zero, connectRoundTrips: 0)
    var next = 0
    let venue = BinanceRecordedVenue(world: world, survey: survey) {
      next += 1
      return next <= lines.count ? lines[next - 1] : nil
    }
    world.network.register(venue, at: "127.0.0.1:80")
    let sink = RecordingMarketDataSink()
    let runtime = world.runtime()
    let id = try #require(survey.instruments().first?.id)
    let config = BinanceDataClientConfig(
      accountType: survey.accountType, baseURLHTTP: "http://127.0.0.1:80", baseURLWS: "ws://127.0.0.1:80",
      instrumentProvider: BinanceInstrumentProviderConfig(loadIds: [id]))
    let session = try BinanceHttpSession(connection: config.connection, credentials: nil, runtime: runtime)
    let provider = try BinanceInstrumentProvider(session: session, config: config.instrumentProvider)
    let core = BinanceDataClientCore(
      id: "BINANCE", config: config, runtime: runtime, session: session, provider: provider, sink: sink,
      logger: Logger(label: "test"))
    core.connect { _ in
      core.execute(.subscribe(.bookDeltas(id)))
      core.execute(.subscribe(.quotes(id)))
      core.execute(.subscribe(.trades(id)))
    }
    venue.start()
    world.run(until: { venue.isFinished }, limit: .seconds(600))
    world.run(for: .seconds(1))
    var book: [String: String] = [:]
    for deltas in sink.deltas {
      for delta in deltas.deltas {
        if delta.action == .clear { book = [:] }
        let key = (delta.side == .buy ? "B" : "A") + delta.price.wide.trimmed.description
        if delta.action != .clear { book[key] = delta.size.isZero ? nil : delta.size.wide.trimmed.description }
      }
    }
    let naive = try Self.naiveBook(lines)
    #expect(sink.deltas.last?.sequence == naive.sequence && book == naive.levels)
    #expect(sink.bookStatuses.map(\.state) == [.syncing, .synced])
    let tickers = lines.compactMap { line -> String? in
      guard let data = (try? JSONValue(parsing: line.message))?["data"], data["B"] != nil else { return nil }
      return "\(data["b"]?.decimal?.trimmed ?? .zero) \(data["A"]?.decimal?.trimmed ?? .zero)"
    }
    #expect(sink.quotes.map { "\($0.bidPrice.wide.trimmed) \($0.askSize.wide.trimmed)" } == tickers)
    #expect(!sink.trades.isEmpty)
  }
}
