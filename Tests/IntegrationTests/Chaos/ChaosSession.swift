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
    let product: String
    let fault: String
    let seed: UInt64
    var violations: [String] = []
    var orders = 0
    var fills = 0
    var unknown = 0

    /// What it was made of.
    var tally: String { "\(orders) orders, \(fills) fills, \(unknown) unknown" }

    var line: String {
      "\(violations.isEmpty ? "ok  " : "FAIL") \(product) seed \(seed) \(fault): \(tally)"
    }
  }

  private let fault: ChaosFault
  private let profile: ChaosProfile
  private let seed: UInt64
  private let simulation: SimulatedVenue
  private let node: TradingNodeCore
  private let witness = ChaosWitness()
  private let trader: ChaosTrader
  /// How long faults strike and orders are given.
  private let tradingTime: Duration

  private var world: SimulatedWorld { simulation.world }
  private var venue: SandboxVenue { simulation.venue }

  init(
    _ fault: ChaosFault, on profile: ChaosProfile = .spot, seed: UInt64, tradingTime: Duration = .seconds(60),
    interval: Duration = .milliseconds(250)
  ) throws {
    self.fault = fault
    self.profile = profile
    self.seed = seed
    self.tradingTime = tradingTime
    simulation = try SimulatedVenue(seed: seed, products: [profile.product], eventsPerSecond: 4)
    node = simulation.node(simulation.configuration.config(traderId: "CHAOS-001"))
    trader = ChaosTrader(
      instrument: profile.product.instrument, habits: profile.habits, random: simulation.world.random.split(),
      interval: interval)
    node.add(witness)
    node.add(trader)
  }

  /// Runs the session to its end.
  func run() throws -> Outcome {
    var outcome = Outcome(product: profile.product.name, fault: fault.name, seed: seed)
    venue.start()
    defer { simulation.shutDown() }
    let start = try simulation.start(node)
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
    if !simulation.stop(node) { outcome.violations.append("the node did not stop within 60 s") }
    return outcome
  }

  private func strike() throws {
    let scenario = try Scenario(json: Array(fault.scenario.utf8))
    for (time, fault) in scenario.faults {
      world.schedule(after: time) { [venue] in venue.apply(fault) }
    }
    // Of a position that there is not nothing is taken.
    for (time, act) in scenario.acts {
      world.schedule(after: time) { [venue] in _ = venue.perform(act) }
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
    var testimony = witness.testimony(of: node.kernel.cache, profile.product)
    if fault.leavesAccountEvents {
      testimony.funding = [Testimony.Funding(symbol: profile.product.symbol, amount: witness.funding.plain())]
    }
    testimony.secrets = [venue.credentials.apiSecret]
    var audit = LedgerAudit(
      venue: venue, product: profile.product.exchange,
      account: profile.product.account(of: venue.credentials.account))
    audit.forgivenTimestamps = fault.clockSteps
    // The trader cancels an order again when it was told that its cancellation failed.
    audit.cancelsPerOrder = 12
    audit.forgivenCodes = fault.codes.union(profile.forgivenCodes)
    return audit.check(testimony).flatMap { finding in
      finding.violations.filter { !isExplained($0, of: finding.check) }.map { "\(finding.check.rawValue): \($0)" }
    }
  }

  /// What a check complains about although it is as it should be: a replaced order is two at the venue.
  private func isExplained(_ violation: String, of check: AuditCheck) -> Bool {
    let changed = profile.replacesOrders ? witness.changed : []
    return switch check {
    case .oneOrderForAnIntent: changed.contains { violation.hasPrefix("\($0) is ") }
    case .everyOrderIsKnown:
      changed.compactMap { node.kernel.cache.orders.order($0) }.flatMap(\.venueOrderIds)
        .contains { violation.hasPrefix("order \($0) ") }
    case .fillsBelongToTheirOrders: changed.contains { violation.hasSuffix(" of \($0)") }
    // What may be ended already is not counted here, and may be counted there: that is never denied, but may be refused.
    case .filtersAreKept:
      witness.refusals.allSatisfy { !$0.contains("-1013") || $0.contains("MAX_NUM") || fault.codes.contains(-1013) }
    default: false
    }
  }
}
