import Testing
import TradingModel
import TradingNetwork

@Suite("RequestQueue")
struct RequestQueueTests {
  private static let window = RateWindow(kind: .requestWeight, interval: .seconds(60), limit: 10)

  private func makeQueue(
    _ world: SimulatedWorld, shares: [Double] = [1, 1, 1, 1], capacity: Int = 100
  ) -> RequestQueue {
    RequestQueue(clock: world, budget: RateBudget(windows: [Self.window], shares: shares), capacity: capacity)
  }

  @Test("A request for which there is room is released at once")
  func releasesAtOnce() {
    let world = SimulatedWorld(seed: 1)
    let queue = makeQueue(world)
    var released = 0
    for _ in 0..<10 { queue.submit(RateCost(), priority: .query) { if case .success = $0 { released += 1 } } }
    #expect(released == 10)
    queue.submit(RateCost(), priority: .query) { _ in released += 1 }
    #expect(released == 10)
    #expect(queue.count == 1)
  }

  @Test("When the window turns, what waits is released most urgent first, each priority in its order")
  func releasesByPriority() {
    let world = SimulatedWorld(seed: 1)
    let queue = makeQueue(world)
    for _ in 0..<10 { queue.submit(RateCost(), priority: .query) { _ in } }
    var order: [String] = []
    queue.submit(RateCost(), priority: .background) { _ in order.append("background") }
    queue.submit(RateCost(), priority: .order) { _ in order.append("order 1") }
    queue.submit(RateCost(), priority: .order) { _ in order.append("order 2") }
    queue.submit(RateCost(), priority: .cancel) { _ in order.append("cancel") }
    world.run(for: .seconds(59))
    #expect(order.isEmpty)
    world.run(for: .seconds(2))
    #expect(order == ["cancel", "order 1", "order 2", "background"])
  }

  @Test("A request that loses patience fails and is never sent")
  func patienceEnds() {
    let world = SimulatedWorld(seed: 1)
    let queue = makeQueue(world)
    for _ in 0..<10 { queue.submit(RateCost(), priority: .query) { _ in } }
    var results: [Result<RequestQueue.Admission, RateLimitError>] = []
    queue.submit(RateCost(), priority: .query, patience: .seconds(20)) { results.append($0) }
    world.run(for: .seconds(120))
    #expect(results.count == 1)
    guard case .failure(.expired(let wait)) = results.first else {
      Issue.record("expected an expiry, got \(results)")
      return
    }
    #expect(wait == .seconds(40))
  }

  @Test("A full queue refuses the least urgent, and makes room for something more urgent")
  func capacityIsBounded() {
    let world = SimulatedWorld(seed: 1)
    let queue = makeQueue(world, capacity: 2)
    for _ in 0..<10 { queue.submit(RateCost(), priority: .query) { _ in } }
    var refused: [String] = []
    func submit(_ name: String, _ priority: RatePriority) {
      queue.submit(RateCost(), priority: priority) { if case .failure(.queueFull) = $0 { refused.append(name) } }
    }
    submit("a", .background)
    submit("b", .background)
    submit("c", .background)
    #expect(refused == ["c"])
    submit("cancel", .cancel)
    #expect(refused == ["c", "b"])
    #expect(queue.count == 2)
  }

  @Test("During a ban nothing is released, and afterwards cancels go first")
  func bansHoldEverythingBack() {
    let world = SimulatedWorld(seed: 1)
    let queue = makeQueue(world)
    var blocks: [RateBlock] = []
    queue.onBlock = { blocks.append($0) }
    queue.stop(for: .seconds(300), isBan: true)
    var order: [String] = []
    queue.submit(RateCost(), priority: .query) { _ in order.append("query at \(world.elapsed)") }
    queue.submit(RateCost(), priority: .cancel) { _ in order.append("cancel at \(world.elapsed)") }
    world.run(for: .seconds(299))
    #expect(order.isEmpty)
    world.run(for: .seconds(2))
    #expect(order == ["cancel at 300.005 seconds", "query at 300.005 seconds"])
    #expect(blocks.map(\.isBan) == [true])
  }

  @Test("Requests submitted from within a release are not forgotten")
  func reentrantSubmissions() {
    let world = SimulatedWorld(seed: 1)
    let queue = makeQueue(world)
    for _ in 0..<10 { queue.submit(RateCost(), priority: .query) { _ in } }
    var released: [String] = []
    queue.submit(RateCost(), priority: .background) { _ in
      released.append("outer")
      queue.submit(RateCost(), priority: .cancel) { _ in released.append("inner") }
    }
    world.run(for: .seconds(61))
    #expect(released == ["outer", "inner"])
  }

  @Test("The windows follow the venue's clock where it differs from ours")
  func venueOffsetMovesTheBoundary() {
    let world = SimulatedWorld(seed: 1)
    let queue = makeQueue(world)
    queue.venueOffset = .seconds(30)
    for _ in 0..<10 { queue.submit(RateCost(), priority: .query) { _ in } }
    var releasedAt: Duration?
    queue.submit(RateCost(), priority: .query) { _ in releasedAt = world.elapsed }
    world.run(for: .seconds(60))
    #expect(releasedAt == .milliseconds(30_005))
  }

  @Test("What waits goes with the next minute although the clock was days ahead before the venue's time was known")
  func clockPutRight() {
    let world = SimulatedWorld(seed: 1)
    let queue = makeQueue(world)
    queue.venueOffset = .seconds(2 * 86_400)
    queue.submit(RateCost(), priority: .query) { _ in }
    queue.venueOffset = .zero
    for _ in 0..<10 { queue.submit(RateCost(), priority: .query) { _ in } }
    var releasedAt: Duration?
    queue.submit(RateCost(), priority: .query) { _ in releasedAt = world.elapsed }
    world.run(for: .seconds(61))
    #expect(releasedAt == .milliseconds(60_005))
  }

  @Test(
    "A pause lasts as long as the venue said, whichever way this machine's clock steps meanwhile",
    arguments: [Duration.seconds(-3_600), .seconds(3_600)])
  func clockStepsDuringPause(step: Duration) {
    let world = SimulatedWorld(seed: 1)
    let clock = SimulatedClock(world: world)
    let queue = RequestQueue(clock: clock, budget: RateBudget(windows: [Self.window], shares: [1, 1, 1, 1]))
    queue.venueOffset = .zero
    clock.step(by: step)
    queue.stop(for: .seconds(120), isBan: true)
    // The venue's time is asked for again.
    queue.venueOffset = .zero - step
    var releasedAt: Duration?
    queue.submit(RateCost(), priority: .query) { _ in releasedAt = world.elapsed }
    world.run(for: .seconds(300))
    #expect(releasedAt == .milliseconds(120_005))
  }

  @Test("Shutting down withdraws what waits")
  func shuttingDown() {
    let world = SimulatedWorld(seed: 1)
    let queue = makeQueue(world)
    for _ in 0..<10 { queue.submit(RateCost(), priority: .query) { _ in } }
    var result: Result<RequestQueue.Admission, RateLimitError>?
    queue.submit(RateCost(), priority: .query) { result = $0 }
    queue.shutDown()
    guard case .failure(.withdrawn) = result else {
      Issue.record("expected a withdrawal")
      return
    }
  }
}
