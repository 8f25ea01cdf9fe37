import Testing
import TradingEngine
import TradingModel

@testable import TradingStore

@Suite("A journal on a device that fails in parts")
struct JournalFaultTests {
  private let device = FailingJournalDevice()

  private func journal(
    _ options: NodeJournal.Options = .init(synchronizesCommits: true), snapshot: @escaping () -> [TradingFact] = { [] }
  ) throws -> NodeJournal {
    let journal = try NodeJournal(device: device, traderId: "T-1", options: options)
    try journal.begin(snapshot: snapshot)
    return journal
  }

  private func recovered() throws -> JournalRecovery {
    try NodeJournal(device: device.memory.copy(), traderId: "T-1").recovery
  }

  private func sent(_ number: Int) -> TradingFact { .sent(ClientOrderId("O-\(number)"), client: "BINANCE") }

  @Test("what was added and could not be synchronized is not added again; a new segment makes it sure")
  func synchronizing() throws {
    var known: [TradingFact] = []
    let journal = try journal { known }
    var problems: [Bool] = []
    journal.problemChanged = { problems.append($0 != nil) }
    device.failsSynchronizing = true
    known = [sent(1)]
    journal.append(sent(1))
    #expect(journal.commit()?.reason.contains("Input/output error") == true)
    #expect(journal.commit() != nil)
    // The process may end here: the fact is there once.
    #expect(try recovered().facts == [sent(1)])
    known.append(sent(2))
    journal.append(sent(2))
    #expect(journal.commit() != nil)
    device.failsSynchronizing = false
    #expect(journal.commit() == nil)
    #expect(problems == [true, false])
    #expect(try device.segments() == [1, 2])
    journal.append(sent(3))
    #expect(journal.commit() == nil)
    #expect(try recovered().facts == [sent(1), sent(2), sent(3)])
  }

  @Test("a segment that was begun before facts were lost does not take the place of the one that has them")
  func lateSegment() throws {
    var known: [TradingFact] = []
    let journal = try journal(.init(segmentSize: 4_096, synchronizesCommits: true)) { known }
    var finish: (() -> Void)?
    journal.inBackground = { work, done in
      let bytes = work()
      finish = finish ?? { done(bytes) }
    }
    func keep(_ number: Int) {
      known.append(sent(number))
      journal.append(sent(number))
      journal.commit()
    }
    var number = 0
    while finish == nil {
      number += 1
      keep(number)
    }
    device.failsSynchronizing = true
    for lost in 1...3 { keep(number + lost) }
    device.failsSynchronizing = false
    #expect(journal.commit() == nil)
    finish?()
    #expect(try recovered().facts == known)
    keep(number + 4)
    #expect(try recovered().facts == known)
  }

  @Test("a mark of the kill switch that finds no room is told, tried again, and does not hold up the facts")
  func mark() throws {
    let journal = try journal()
    var problems: [Bool] = []
    journal.problemChanged = { problems.append($0 != nil) }
    device.failsMarks = true
    journal.append(.killSwitch(reason: "drawdown"))
    #expect(problems == [true] && journal.problem?.reason.contains("memory/killed") == true)
    #expect(journal.commit() != nil)
    #expect(try recovered().facts == [.killSwitch(reason: "drawdown")], "the segment has it")
    device.failsMarks = false
    #expect(journal.commit() == nil)
    #expect(device.memory.marks == ["killed": "drawdown"] && problems == [true, false])
    device.failsMarks = true
    journal.append(.killSwitch(reason: nil))
    #expect(journal.commit() != nil && device.memory.marks == ["killed": "drawdown"])
    device.failsMarks = false
    journal.synchronize()
    #expect(device.memory.marks.isEmpty && problems == [true, false, true, false])
  }

  @Test("a mark that found no room for its reason stands for the switch all the same, and says so")
  func emptyMark() throws {
    let full = MemoryJournalDevice(marks: ["killed": ""])
    let journal = try NodeJournal(device: full, traderId: "T-1")
    guard case .killSwitch(let reason?)? = journal.recovery.facts.last else {
      Issue.record("\(journal.recovery.facts)")
      return
    }
    #expect(reason.contains("no room"))
  }

  @Test("a kernel is killed at once although the mark finds no room, and sets it as soon as there is some")
  func kernel() throws {
    let clock = ManualClock(start: SampleFacts.time)
    let kernel = TradingKernel(clock: clock)
    let journal = try journal(.init()) { [unowned kernel] in kernel.snapshot() }
    kernel.keep(in: journal)
    device.failsMarks = true
    kernel.kill(reason: "drawdown")
    #expect(kernel.killReason == "drawdown" && kernel.riskEngine.killReason == "drawdown")
    #expect(journal.problem != nil && device.memory.marks.isEmpty)
    clock.advance(by: .seconds(5))
    #expect(journal.problem != nil && device.memory.marks.isEmpty)
    device.failsMarks = false
    clock.advance(by: .seconds(1))
    #expect(journal.problem == nil && device.memory.marks == ["killed": "drawdown"])
  }
}
