import Logging
import Synchronization
import Testing
import TradingEngine
import TradingModel

@testable import TradingLive

@Suite("A node on a loop of its own")
struct TradingNodeTests {
  /// Tells of its life, and lets the test wait for its start.
  private final class Witness: Sendable {
    let started = AsyncStream.makeStream(of: Void.self)
    private let steps = Mutex<[String]>([])

    var told: [String] { steps.withLock { $0 } }

    func tell(_ step: String) {
      steps.withLock { $0.append(step) }
      if step == "start" { started.continuation.yield() }
    }

    func awaitStart() async {
      for await _ in started.stream { return }
    }
  }

  private final class Teller: DataActor {
    private let witness: Witness

    init(_ witness: Witness) {
      self.witness = witness
      super.init()
    }

    override func onStart() { witness.tell("start") }
    override func onStop() { witness.tell("stop") }
  }

  private func node(_ witness: Witness) -> TradingNode {
    var config = TradingNodeConfig(traderId: "NODE-001")
    config.logLevel = .critical
    config.journal.enabled = false
    let node = TradingNode(config: config)
    node.addActor { Teller(witness) }
    return node
  }

  @Test("a run for a while ends before its time when it is told to stop", .timeLimit(.minutes(15)))
  func stop() async throws {
    let witness = Witness()
    let node = node(witness)
    let running = Task { try await node.tradeUntilStopped(for: .seconds(86_400)) }
    await witness.awaitStart()
    node.stop()
    try await running.value
    await node.shutDown()
    #expect(witness.told == ["start", "stop"])
  }

  @Test("a run for a while ends by itself", .timeLimit(.minutes(15)))
  func time() async throws {
    let witness = Witness()
    let node = node(witness)
    try await node.tradeUntilStopped(for: .milliseconds(1))
    #expect(witness.told == ["start"])
    await node.shutDown()
    #expect(witness.told == ["start", "stop"])
  }

  @Test("a node that was shut down does not start again, and says so", .timeLimit(.minutes(15)))
  func once() async throws {
    let witness = Witness()
    let node = node(witness)
    try await node.build()
    await node.shutDown()
    await #expect(throws: NodeError.self) { try await node.start() }
    #expect(witness.told.isEmpty)
  }
}
