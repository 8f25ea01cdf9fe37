import Testing
import TradingModel
import TradingTesting

@testable import BinanceAdapter

@Suite("The account synchronizer")
struct AccountSynchronizerTests {
  private typealias Synchronizer = BinanceAccountSynchronizer

  private func event(_ number: Int) throws -> JSONValue { try JSONValue(parsing: Array("\(number)".utf8)) }

  private func time(_ seconds: Int64) -> UnixNanos { UnixNanos(milliseconds: seconds * 1_000) }

  /// One that knew the account at 100 s, by its first attempt.
  private func synced() -> Synchronizer {
    var machine = Synchronizer()
    machine.subscribe()
    _ = machine.begin(isGapless: false)
    _ = machine.accountWasTold(1, at: time(100))
    return machine
  }

  @Test("asks for the account once its events come, and replays what arrived meanwhile")
  func start() throws {
    var machine = Synchronizer()
    #expect(machine.begin(isGapless: false) == .nothing)
    machine.subscribe()
    #expect(machine.receive(try event(1)) == .nothing)
    #expect(machine.begin(isGapless: false) == .askForAccount(attempt: 1))
    #expect(machine.receive(try event(2)) == .nothing)
    #expect(machine.accountWasTold(1, at: time(100)) == .replay([try event(1), try event(2)]))
    #expect(machine.phase == .synced && machine.lastEventTime == time(100))
    #expect(machine.receive(try event(3)) == .process(try event(3)))
  }

  @Test("asks after an interruption what happened since a minute before the last event")
  func gap() throws {
    var machine = synced()
    machine.note(eventTime: time(500))
    machine.note(eventTime: time(400))
    #expect(machine.interrupt() == true)
    #expect(machine.begin(isGapless: false) == .askForAccount(attempt: 3))
    #expect(
      machine.accountWasTold(3, at: time(600)) == .askForGap(attempt: 3, since: time(440), knownSince: time(100)))
    #expect(machine.receive(try event(1)) == .nothing)
    #expect(machine.gapWasTold(3, at: time(601)) == .replay([try event(1)]))
    #expect(machine.phase == .synced && machine.lastEventTime == time(500))
  }

  @Test("takes no answer to an attempt that was interrupted, closed or begun anew, and none twice")
  func lateAnswers() {
    var machine = synced()
    #expect(machine.accountWasTold(1, at: time(101)) == .nothing)
    #expect(machine.interrupt() == true)
    #expect(machine.begin(isGapless: false) == .askForAccount(attempt: 3))
    #expect(machine.begin(isGapless: true) == .askForAccount(attempt: 4))
    #expect(!machine.awaits(3) && machine.awaits(4))
    #expect(machine.accountWasTold(3, at: time(102)) == .nothing)
    #expect(machine.gapWasTold(3, at: time(102)) == .nothing)
    machine.close()
    #expect(machine.accountWasTold(4, at: time(103)) == .nothing)
    #expect(machine.gapWasTold(4, at: time(103)) == .nothing)
    #expect(machine.phase == .idle)
  }

  @Test("asks again after a failed attempt, but not when another way was found meanwhile")
  func retries() {
    var machine = Synchronizer()
    machine.subscribe()
    #expect(machine.retry() == .nothing)
    #expect(machine.begin(isGapless: false) == .askForAccount(attempt: 1))
    #expect(machine.retry() == .askForAccount(attempt: 2))
    #expect(machine.accountWasTold(2, at: time(100)) == .replay([]))
    #expect(machine.retry() == .nothing)
  }

  @Test("asks nothing where no event was missed, and deals with nothing that nobody wants")
  func quiet() throws {
    var machine = synced()
    #expect(machine.begin(isGapless: true) == .nothing)
    machine.close()
    #expect(machine.begin(isGapless: false) == .nothing)
    #expect(machine.retry() == .nothing)
    #expect(machine.receive(try event(1)) == .nothing)
    #expect(machine.interrupt() == false)
  }

  @Test("gives the connection up when more events come than it keeps, and keeps none of them")
  func overflow() throws {
    var machine = Synchronizer(keptLimit: 2)
    machine.subscribe()
    _ = machine.begin(isGapless: false)
    #expect(machine.receive(try event(1)) == .nothing)
    #expect(machine.receive(try event(2)) == .nothing)
    #expect(machine.receive(try event(3)) == .reconnect)
    #expect(machine.accountWasTold(1, at: time(100)) == .replay([]))
  }

  @Test("deals with every event since the last interruption once and in order, whatever happens when")
  func everyEventOnce() throws {
    let random = RandomSource(seed: TestSeed.draw(for: "account synchronizer"))
    for _ in 0..<200 {
      var machine = Synchronizer()
      machine.subscribe()
      var arrived: [JSONValue] = []
      var dealtWith: [JSONValue] = []
      var attempts: [Int] = []
      for step in 0..<60 {
        let now = time(Int64(step))
        var action = Synchronizer.Action.nothing
        switch random.integer(in: 0...5) {
        case 0: action = machine.begin(isGapless: random.chance(0.5))
        case 1: action = machine.accountWasTold(attempts.last ?? 0, at: now)
        case 2: action = machine.gapWasTold(attempts.last ?? 0, at: now)
        case 3 where random.chance(0.3):
          #expect(machine.interrupt() == true)
          (arrived, dealtWith) = ([], [])
        default:
          arrived.append(try event(step))
          action = machine.receive(try event(step))
        }
        switch action {
        case .replay(let events): dealtWith += events
        case .process(let event): dealtWith.append(event)
        case .askForAccount(let attempt): attempts.append(attempt)
        case .askForGap, .nothing: break
        case .reconnect: Issue.record("so few events were too many")
        }
        #expect(machine.phase == .synced ? dealtWith == arrived : arrived.starts(with: dealtWith))
      }
    }
  }
}
