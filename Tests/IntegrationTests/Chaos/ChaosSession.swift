import BinanceAdapter
import BinanceSandbox
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork

/// One session of the fault matrix in virtual time: a live node trades at random on the exchange while one fault strikes;
/// then everything heals and settles, and the exchange's ledger judges what the node told.
final class ChaosSession {
  /// What a session came to.
  struct Outcome {
    let fault: String
    let seed: UInt64
    var violations: [String] = []
    var orders = 0
    var fills = 0
    var unknown = 0

    var line: String {
      "\(violations.isEmpty ? "ok  " : "FAIL") seed \(seed) \(fault): \(orders) orders, \(fills) fills, \(unknown) unknown"
    }
  }

  private let fault: ChaosFault
  private let seed: UInt64
  private let world: SimulatedWorld
  private let venue: SandboxVenue
  private let node: TradingNodeCore
  private let witness = ChaosWitness()
  private let trader: ChaosTrader
  private let instrument: InstrumentId
  /// How long faults strike and orders are given.
  private let tradingTime: Duration

  init(
    _ fault: ChaosFault, seed: UInt64, tradingTime: Duration = .seconds(60), interval: Duration = .milliseconds(250)
  )
    throws
  {
    self.fault = fault
    self.seed = seed
    self.tradingTime = tradingTime
    instrument = try InstrumentId("BTCUSDT.BINANCE")
    world = SimulatedWorld(seed: seed)
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    configuration.synthetic.eventsPerSecond = 4
    venue = try SandboxVenue(configuration, clock: world, random: world.random.split())
    venue.register(in: world.network, places: [.spot: "127.0.0.1:8080"])
    var config = TradingNodeConfig(traderId: "CHAOS-001")
    let provider = BinanceInstrumentProviderConfig(loadIds: [instrument])
    config.dataClients["BINANCE"] = BinanceDataClientConfig(
      accountType: .spot, baseURLHTTP: "http://127.0.0.1:8080", baseURLWS: "ws://127.0.0.1:8080",
      instrumentProvider: provider)
    config.execClients["BINANCE"] = BinanceExecClientConfig(
      accountType: .spot, apiKey: SecretText(venue.credentials.apiKey),
      apiSecret: SecretText(venue.credentials.apiSecret), baseURLHTTP: "http://127.0.0.1:8080",
      baseURLWSAPI: "ws://127.0.0.1:8080", instrumentProvider: provider)
    let runtime = world.runtime(clientAddress: "10.0.0.1")
    node = TradingNodeCore(config: config, world: NodeWorld(runtime: runtime))
    node.addDataClientFactory("BINANCE", BinanceLiveDataClientFactory())
    node.addExecClientFactory("BINANCE", BinanceLiveExecClientFactory())
    trader = ChaosTrader(instrument: instrument, random: world.random.split(), interval: interval)
    node.add(witness)
    node.add(trader)
  }

  /// Runs the session to its end.
  func run() throws -> Outcome {
    var outcome = Outcome(fault: fault.name, seed: seed)
    venue.start()
    try node.build()
    var start: Result<Void, NodeError>?
    node.start { start = $0 }
    _ = world.run(until: { start != nil }, limit: .seconds(120))
    guard case .success? = start else {
      outcome.violations = ["the node did not come up: \(String(describing: start))"]
      return outcome
    }
    try strike()
    world.run(for: tradingTime)
    trader.isActive = false
    venue.clearFaults()
    settle(&outcome)
    outcome.orders = witness.orderCount
    outcome.fills = witness.fillCount
    outcome.unknown = witness.unknown
    outcome.violations += judge()
    if !outcome.violations.isEmpty { outcome.violations += witness.refusals.map { "refused: \($0)" } }
    var isDown = false
    node.stop { isDown = true }
    _ = world.run(until: { isDown }, limit: .seconds(60))
    if !isDown { outcome.violations.append("the node did not stop within 60 s") }
    venue.stop()
    world.shutDown()
    return outcome
  }

  private func strike() throws {
    for (time, fault) in try Scenario(json: Array(fault.scenario.utf8)).faults {
      world.schedule(after: time) { [venue] in venue.apply(fault) }
    }
  }

  /// Lets what is open be found out, cancels the rest, and waits for the last events.
  private func settle(_ outcome: inout Outcome) {
    let orders = node.kernel.cache.orders
    // An order that never arrived is given up after a minute of consistent answers.
    if !world.run(until: { orders.inFlight().isEmpty }, limit: .seconds(180)) {
      outcome.violations.append(
        "in flight after 180 s: \(orders.inFlight().map { "\($0.clientOrderId) \($0.status)" })")
    }
    world.run(for: .seconds(30))
    trader.cancelAll()
    if !world.run(until: { orders.unclosed().isEmpty }, limit: .seconds(120)) {
      outcome.violations.append(
        "open after cancelling: \(orders.unclosed().map { "\($0.clientOrderId) \($0.status)" })")
    }
    world.run(for: .seconds(45))
  }

  private func judge() -> [String] {
    var testimony = witness.testimony(of: node.kernel.cache) { $0.symbol }
    testimony.secrets = [venue.credentials.apiSecret]
    var audit = LedgerAudit(venue: venue, product: .spot, account: venue.credentials.account)
    audit.forgivenTimestamps = fault.clockSteps
    // The trader cancels an order again when it was told that its cancellation failed.
    audit.cancelsPerOrder = 12
    audit.forgivenCodes = fault.codes.union([-2010, -2011, -2013, -2021, -2022])
    return audit.check(testimony).flatMap { finding in
      finding.violations.filter { !isExplained($0, of: finding.check) }.map { "\(finding.check.rawValue): \($0)" }
    }
  }

  /// What a check complains about although it is as it should be: a replaced order is two at the venue.
  private func isExplained(_ violation: String, of check: AuditCheck) -> Bool {
    switch check {
    case .oneOrderForAnIntent: witness.changed.contains { violation.hasPrefix("\($0) is ") }
    case .everyOrderIsKnown:
      witness.changed.compactMap { node.kernel.cache.orders.order($0) }.flatMap(\.venueOrderIds)
        .contains { violation.hasPrefix("order \($0) ") }
    case .fillsBelongToTheirOrders: witness.changed.contains { violation.hasSuffix(" of \($0)") }
    // What may be ended already is not counted here, and may be counted there: that is never denied, but may be refused.
    case .filtersAreKept:
      witness.refusals.allSatisfy { !$0.contains("-1013") || $0.contains("MAX_NUM") || fault.codes.contains(-1013) }
    default: false
    }
  }
}
