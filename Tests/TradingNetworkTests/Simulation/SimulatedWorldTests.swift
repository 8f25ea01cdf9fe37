import Testing
import TradingModel
import TradingNetwork

@Suite("SimulatedWorld")
struct SimulatedWorldTests {
  @Test("Actions run by time, and at one time in the order in which they were scheduled")
  func actionsRunInOrder() {
    let world = SimulatedWorld(seed: 1)
    var order: [Int] = []
    world.schedule(after: .seconds(2)) { order.append(3) }
    world.schedule(after: .seconds(1)) { order.append(1) }
    world.schedule(after: .seconds(1)) {
      order.append(2)
      world.schedule(after: .zero) { order.append(20) }
    }
    world.run(for: .seconds(1))
    #expect(order == [1, 2, 20])
    #expect(world.elapsed == .seconds(1))
    world.runUntilIdle()
    #expect(order == [1, 2, 20, 3])
  }

  @Test("A cancelled action does not run, and thousands of them do not pile up")
  func cancelledActionsAreForgotten() {
    let world = SimulatedWorld(seed: 1)
    var runs = 0
    for _ in 0..<100_000 { world.schedule(after: .seconds(3_600)) { runs += 1 }.cancel() }
    #expect(world.pendingActions == 0)
    #expect(world.runUntilIdle())
    #expect(runs == 0)
  }

  @Test("Running until a time stops there, also when nothing is due")
  func runsToTheExactTime() {
    let world = SimulatedWorld(seed: 1)
    world.run(for: .seconds(90))
    #expect(world.now == world.start + .seconds(90))
    #expect(world.monotonicNow == UnixNanos(90_000_000_000))
  }

  @Test("Running until idle gives up at its limit")
  func idleLimit() {
    let world = SimulatedWorld(seed: 1)
    func again() { world.schedule(after: .seconds(1)) { again() } }
    again()
    #expect(!world.runUntilIdle(limit: .seconds(10)))
    #expect(world.elapsed == .seconds(10))
  }

  @Test("A client's clock can be wrong, drift and be stepped while intervals stay true")
  func clientClocks() {
    let world = SimulatedWorld(seed: 1)
    let clock = SimulatedClock(world: world, offset: .seconds(-2), drift: 200)
    #expect(clock.now == world.now + .seconds(-2))
    world.run(for: .seconds(10_000))
    #expect(clock.now == world.now + .seconds(-2) + .seconds(2))
    clock.step(by: .seconds(3_600))
    #expect(clock.now == world.now + .seconds(3_600))
    #expect(clock.monotonicNow == world.monotonicNow)
  }

  @Test("Work that another thread executes runs in the world")
  func workFromOtherThreads() async {
    let world = SimulatedWorld(seed: 1)
    let ran = await Task.detached { () -> Bool in
      world.execute {}
      return true
    }.value
    #expect(ran)
    world.runUntilIdle()
    #expect(world.isCurrent)
  }

  @Test("The same seed gives the same session byte for byte, another seed another one")
  func sessionsReplay() {
    func session(_ seed: UInt64) -> [String] {
      let world = SimulatedWorld(seed: seed)
      var trace: [String] = []
      world.network.onTrace = { trace.append($0) }
      let server = EchoServer()
      world.network.register(server, at: "venue.test:443")
      world.network.apply(
        FaultPlan(
          seed: seed,
          rules: [
            FaultRule(.drop, scope: .message(.toClient), probability: 0.05),
            FaultRule(.delay(.milliseconds(1) ... .milliseconds(80)), probability: 0.1),
            FaultRule(.corrupt(bytes: 2), scope: .message(.toClient), probability: 0.05),
            FaultRule(.reset, scope: .request("/"), probability: 0.1),
          ]))
      let runtime = world.runtime()
      let handler = RecordingHandler()
      let channel = runtime.webSocket.connect(WebSocketRequest(url: "wss://venue.test/ws"), handler: handler)
      for index in 0..<300 {
        world.schedule(after: .milliseconds(100 * index)) {
          channel.send(text: "message \(index) \(runtime.random.next())")
          runtime.http.send(HTTPRequest(url: "https://venue.test/\(index)"), timeout: .seconds(1)) { _ in }
        }
      }
      world.runUntilIdle()
      world.shutDown()
      return trace
    }
    let first = session(7)
    #expect(first.count > 1_000)
    #expect(first == session(7))
    #expect(first != session(8))
  }

  @Test("A simulated hour of steady messages arrives whole, at a few actions for each")
  func anHourIsShort() {
    let world = SimulatedWorld(seed: 1)
    let server = EchoServer()
    world.network.register(server, at: "venue.test:443")
    let handler = RecordingHandler()
    _ = world.runtime().webSocket.connect(WebSocketRequest(url: "wss://venue.test/ws"), handler: handler)
    world.run(for: .seconds(1))
    guard let session = server.handlers.first else {
      Issue.record("the connection did not open")
      return
    }
    func tick(_ number: Int) {
      session.channel.send(text: "tick \(number)")
      world.schedule(after: .milliseconds(100)) { tick(number + 1) }
    }
    tick(0)
    world.run(for: .seconds(3_600))
    #expect(handler.messages.count > 35_990)
    #expect(world.executedActions < 4 * 36_000)
    world.shutDown()
  }
}
