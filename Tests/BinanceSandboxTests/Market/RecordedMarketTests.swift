import Foundation
import Testing
import TradingModel

@testable import BinanceSandbox

@Suite("Recorded market")
struct RecordedMarketTests {
  /// An exchange on which a recording plays, and what it tells.
  final class Stage: VenueListener {
    let clock = ManualClock()
    let accounts = AccountRegistry()
    let exchange: VenueExchange
    let recording: RecordedMarket
    let market: SymbolMarket
    let alice: SandboxAccount
    var raw: [[UInt8]] = []
    var trades: [MarketTrade] = []
    var aggregates: [AggregateTrade] = []
    var depths: [DepthChange] = []
    var reports: [ExecutionReport] = []

    init(path: String, settings: RecordedSettings) throws {
      let file = try RecordingFile(path: path)
      exchange = VenueExchange(
        product: file.product, clock: clock, random: RandomSource(seed: 1), accounts: accounts,
        ledger: SandboxLedger())
      recording = try RecordedMarket(exchange: exchange, files: [file], settings: settings)
      market = exchange.markets[0]
      alice = accounts.openFunded(name: "alice")
      exchange.listener = self
    }

    func venue(_ exchange: VenueExchange, traded trade: MarketTrade, in market: SymbolMarket) {
      trades.append(trade)
      if let bytes = trade.raw { raw.append(bytes) }
    }
    func venue(_ exchange: VenueExchange, aggregated trade: AggregateTrade, in market: SymbolMarket) {
      aggregates.append(trade)
    }
    func venue(_ exchange: VenueExchange, bookTop: BookTop, in market: SymbolMarket) {
      if let bytes = bookTop.raw { raw.append(bytes) }
    }
    func venue(_ exchange: VenueExchange, depth: DepthChange, in market: SymbolMarket) {
      depths.append(depth)
      if let bytes = depth.raw { raw.append(bytes) }
    }
    func venue(_ exchange: VenueExchange, executed report: ExecutionReport) { reports.append(report) }
  }

  private func settings(speed: Double, waits: Bool = false) -> RecordedSettings {
    var settings = RecordedSettings()
    settings.speed = speed
    settings.startsOnFirstSubscription = waits
    return settings
  }

  @Test(
    "Every message of a real recording is told once, in order, byte for byte, and the book is the rebuilt one",
    arguments: TestPlaces.recordings)
  func realRecording(name: String) throws {
    guard let path = TestPlaces.shared(name) else { return }
    let stage = try Stage(path: path, settings: settings(speed: 0))
    stage.recording.start()
    stage.clock.advance(by: .seconds(1))
    #expect(stage.recording.isFinished)
    // An independent reading of the file, with texts only.
    let lines = try RecordingLines(path: path)
    var index = 0
    var bids: [String: String] = [:]
    var asks: [String: String] = [:]
    var changes: [[String: Any]] = []
    var base = 0
    let mark = Data("\"data\":".utf8)
    while let bytes = try lines.next() {
      let line = Data(bytes)
      guard let data = line.range(of: mark, in: 0..<min(line.count, 100)) else {
        let json = try JSONSerialization.jsonObject(with: line.dropFirst(20))
        let snapshot = try #require(json as? [String: Any])
        base = try #require(snapshot["lastUpdateId"] as? Int)
        bids = Dictionary(uniqueKeysWithValues: (snapshot["bids"] as? [[String]] ?? []).map { ($0[0], $0[1]) })
        asks = Dictionary(uniqueKeysWithValues: (snapshot["asks"] as? [[String]] ?? []).map { ($0[0], $0[1]) })
        continue
      }
      let message = line[data.upperBound...].dropLast()
      if index >= stage.raw.count || Data(stage.raw[index]) != message {
        Issue.record("message \(index + 1) of \(name) differs")
        return
      }
      index += 1
      if line.range(of: Data("\"depthUpdate\"".utf8), in: 0..<min(line.count, 150)) != nil {
        let json = try JSONSerialization.jsonObject(with: message)
        changes.append(try #require(json as? [String: Any]))
      }
    }
    #expect(stage.raw.count == index)
    for change in changes where (change["u"] as? Int ?? 0) > base {
      for level in change["b"] as? [[String]] ?? [] { bids[level[0]] = Self.isZero(level[1]) ? nil : level[1] }
      for level in change["a"] as? [[String]] ?? [] { asks[level[0]] = Self.isZero(level[1]) ? nil : level[1] }
    }
    let rules = stage.market.rules
    let book = stage.market.depth(limit: .max)
    #expect(Set(book.bids.map { rules.priceText($0.price) }) == Set(bids.keys))
    #expect(book.bids.allSatisfy { bids[rules.priceText($0.price)] == rules.quantityText($0.quantity) })
    #expect(book.asks.count == asks.count)
    #expect(book.asks.allSatisfy { asks[rules.priceText($0.price)] == rules.quantityText($0.quantity) })
    // The aggregates are a partition of the trades.
    #expect(stage.aggregates.first?.firstTradeId == stage.trades.first?.id)
    #expect(stage.aggregates.last?.lastTradeId == stage.trades.last?.id)
    for (earlier, later) in zip(stage.aggregates, stage.aggregates.dropFirst()) {
      #expect(later.firstTradeId == earlier.lastTradeId + 1)
    }
    let aggregated: Int128 = stage.aggregates.reduce(0) { $0 + Int128($1.quantity) }
    let traded: Int128 = stage.trades.reduce(0) { $0 + Int128($1.quantity) }
    #expect(aggregated == traded)
    #expect(name.hasPrefix("spot") || stage.aggregates.count < stage.trades.count)
  }

  private static func isZero(_ text: String) -> Bool { text.allSatisfy { $0 == "0" || $0 == "." } }

  @Test("A snapshot asked for at any moment joins the stream without a gap")
  func snapshotsJoin() throws {
    guard let path = TestPlaces.shared("usdm-btcusdt-20240808.jsonl.gz") else { return }
    let stage = try Stage(path: path, settings: settings(speed: 1))
    stage.recording.start()
    var checked = 0
    for _ in 0..<40 {
      stage.clock.advance(by: .milliseconds(137))
      let snapshot = stage.market.depth(limit: 1000)
      guard let next = stage.depths.last else { continue }
      // The newest change told is in it, or the snapshot is from beyond what was told so far.
      #expect(snapshot.lastUpdateId >= next.lastUpdateId)
      checked += 1
    }
    #expect(checked > 30)
  }

  @Test("The replay waits for its first subscriber, and at the recorded snapshot for the depth subscriber's request")
  func waits() throws {
    let stage = try Stage(path: TestPlaces.fixture("spot-tiny.jsonl"), settings: settings(speed: 1, waits: true))
    stage.recording.start()
    stage.clock.advance(by: .seconds(60))
    #expect(stage.raw.isEmpty)
    #expect(stage.market.depth(limit: 10).lastUpdateId == 105)
    stage.recording.subscribed(symbol: "ABCUSDT", toDepth: true)
    stage.clock.advance(by: .milliseconds(800))
    stage.recording.subscribed(symbol: "ABCUSDT", toDepth: false)
    stage.clock.advance(by: .milliseconds(800))
    #expect(stage.raw.isEmpty)
    stage.clock.advance(by: .milliseconds(1_000))
    #expect(stage.raw.count == 2)
    stage.recording.depthRequested(symbol: "ABCUSDT")
    #expect(stage.market.depth(limit: 10).lastUpdateId == 105)
    stage.clock.advance(by: .milliseconds(1_000))
    #expect(stage.raw.count == 10)
    #expect(stage.recording.isFinished)
  }

  @Test("A user's order queues behind the recorded size and trades when recorded trades have used it up")
  func queues() throws {
    let stage = try Stage(path: TestPlaces.fixture("spot-tiny.jsonl"), settings: settings(speed: 1))
    stage.alice.wallet(.spot)["ABC"] = .init(free: Amount(whole: 100))
    stage.recording.start()
    stage.clock.advance(by: .milliseconds(120))
    let parameters = RequestParameters([
      "symbol": "ABCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "1", "price": "9.99",
    ])
    let placed = try stage.exchange.place(parameters, for: stage.alice)
    // Six stood there; three traded, so three are before us still.
    stage.clock.advance(by: .milliseconds(130))
    #expect(placed.order.executed == 0)
    // 3.5 more trade: the three, then half of ours.
    stage.clock.advance(by: .milliseconds(50))
    #expect(placed.order.executed == 50_000_000)
    // The recorded ask comes down to our price with 0.5.
    stage.clock.advance(by: .milliseconds(10))
    #expect(placed.order.status == .filled)
    #expect(stage.reports.filter { $0.type == .trade }.allSatisfy { $0.isMaker })
    #expect(stage.trades.count <= 3)
  }

  @Test("A user's market order takes recorded liquidity once, without a trace on the recorded stream")
  func takes() throws {
    let stage = try Stage(path: TestPlaces.fixture("spot-tiny.jsonl"), settings: settings(speed: 1))
    let parameters = RequestParameters([
      "symbol": "ABCUSDT", "side": "BUY", "type": "MARKET", "quantity": "5",
    ])
    let first = try stage.exchange.place(parameters, for: stage.alice)
    #expect(first.fills.map(\.price) == [1_001_000_000, 1_002_000_000])
    let second = try stage.exchange.place(parameters, for: stage.alice)
    #expect(second.fills.map(\.price) == [1_002_000_000])
    #expect(stage.market.depth(limit: 1).asks.first?.quantity == 400_000_000)
    #expect(stage.raw.isEmpty && stage.trades.isEmpty)
  }

  @Test("A damaged recording is refused with its file and line")
  func damage() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "argonaut-recordings-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func reason(_ name: String, _ content: Data) throws -> String {
      let path = folder.appending(path: name).path
      try content.write(to: URL(filePath: path))
      do {
        _ = try RecordingFile(path: path)
        return "accepted"
      } catch {
        return "\(error)".replacingOccurrences(of: folder.path + "/", with: "")
      }
    }
    let good = try Data(contentsOf: URL(filePath: TestPlaces.fixture("spot-tiny.jsonl")))
    let accepted = try reason("good", good)
    #expect(accepted == "accepted")
    let empty = try reason("empty", Data())
    #expect(empty == "recording empty: is empty")
    let cut = try reason("cut", good.dropLast(40))
    #expect(cut.hasPrefix("recording cut, line 11: what follows the time is no JSON object"))
    let html = try reason("html", Data("<html>\n".utf8))
    #expect(html.hasPrefix("recording html, line 1: expected a receive time"))
    let missing = #expect(throws: RecordingError.self) { try RecordingFile(path: "/nowhere/file.jsonl.gz") }
    #expect(missing?.description.contains("cannot be opened") == true)
    if let path = TestPlaces.shared("spot-btcusdt-20240808.jsonl.gz") {
      let whole = try Data(contentsOf: URL(filePath: path))
      let half = try reason("half.gz", whole.prefix(whole.count / 2))
      #expect(half.contains("damaged or cut off"))
    }
  }
}
