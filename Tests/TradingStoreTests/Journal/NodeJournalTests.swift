import Foundation
import Testing
import TradingEngine
import TradingModel

@testable import TradingStore

@Suite("A node's journal")
struct NodeJournalTests {
  /// A journal with every sample fact, one commit each.
  private func written(_ options: NodeJournal.Options = .init()) throws -> (MemoryJournalDevice, [TradingFact]) {
    let device = MemoryJournalDevice()
    let journal = try NodeJournal(device: device, traderId: "T-1", options: options)
    try journal.begin { [] }
    // The kill switch is kept beside the segments too, and has tests of its own.
    let facts = try SampleFacts.all().filter { if case .killSwitch = $0 { false } else { true } }
    for fact in facts {
      journal.append(fact)
      #expect(journal.commit() == nil)
    }
    return (device, facts)
  }

  private func recovered(_ device: MemoryJournalDevice) throws -> JournalRecovery {
    try NodeJournal(device: device, traderId: "T-1").recovery
  }

  @Test("what was committed is there for the next process, what was not is not; opening changes nothing")
  func committed() throws {
    let (device, facts) = try written()
    let before = device.files
    let journal = try NodeJournal(device: device, traderId: "T-1")
    #expect(journal.recovery.facts == facts && journal.recovery.findings.isEmpty)
    try journal.begin { [] }
    journal.append(facts[0])
    journal.abandon()
    #expect(device.files == before)
  }

  @Test("a torn tail is cut off at every length, and writing goes on")
  func torn() throws {
    let (device, facts) = try written()
    let whole = try device.contents(of: 1)
    let last = FactCodec.bytes(of: facts[facts.count - 1]).count + RecordFrame.headerSize
    for length in (whole.count - last + 1)..<whole.count {
      let torn = device.copy()
      torn.replace(1, with: Array(whole[..<length]) + [UInt8](repeating: 0, count: length % 3 * 16))
      let journal = try NodeJournal(device: torn, traderId: "T-1")
      #expect(journal.recovery.facts == facts.dropLast())
      #expect(journal.recovery.findings.count == 1)
      try journal.begin { [] }
      journal.append(facts[0])
      journal.commit()
      #expect(try recovered(torn).facts == facts.dropLast() + [facts[0]])
    }
  }

  @Test("a bit that flips anywhere is found, and nothing that follows it is believed")
  func flips() throws {
    let (device, facts) = try written()
    let whole = try device.contents(of: 1)
    for position in stride(from: 0, to: whole.count, by: 7) {
      let damaged = device.copy()
      var bytes = whole
      bytes[position] ^= UInt8(1) << UInt8(position % 8)
      damaged.replace(1, with: bytes)
      let recovery = try recovered(damaged)
      #expect(!recovery.findings.isEmpty)
      #expect(recovery.facts == Array(facts.prefix(recovery.facts.count)) && recovery.facts.count < facts.count)
    }
  }

  @Test("a damaged journal goes on in a new segment that begins with what was restored")
  func goesOn() throws {
    let (device, facts) = try written()
    var bytes = try device.contents(of: 1)
    bytes[bytes.count / 2] ^= 4
    device.replace(1, with: bytes)
    let journal = try NodeJournal(device: device, traderId: "T-1")
    let restored = journal.recovery.facts
    #expect(!restored.isEmpty && device.damaged == [1])
    try journal.begin { restored }
    journal.append(facts[0])
    journal.commit()
    #expect(try recovered(device).facts == restored + [facts[0]])
  }

  @Test("segments follow one another with snapshots, old ones are dropped, and the newest is enough")
  func segments() throws {
    let device = MemoryJournalDevice()
    let options = NodeJournal.Options(segmentSize: 4_096, keptSegments: 3)
    let journal = try NodeJournal(device: device, traderId: "T-1", options: options)
    var done: [([UInt8]) -> Void] = []
    var encoded: [[UInt8]] = []
    journal.inBackground = { work, then in
      encoded.append(work())
      done.append(then)
    }
    let state = TradingFact.tradingState(.reducing)
    try journal.begin { [state] }
    for number in 0..<900 {
      journal.append(.sent(ClientOrderId("O-\(number)"), client: "BINANCE"))
      journal.commit()
      // Snapshots take a while; what happens meanwhile is in both segments.
      if number % 5 == 0, let then = done.popLast(), let bytes = encoded.popLast() { then(bytes) }
    }
    let numbers = try device.segments()
    #expect(numbers.count == 3 && numbers[0] > 1)
    let recovery = try recovered(device)
    #expect(recovery.findings.isEmpty && recovery.facts.first == state)
    #expect(recovery.facts.last == .sent("O-899", client: "BINANCE"))
    // Without the last segment the one before tells that something is missing.
    device.replace(numbers[2], with: nil)
    #expect(try recovered(device).findings.count == 1)
  }

  @Test("a damaged snapshot is set aside and the segment before it serves")
  func fallsBack() throws {
    let (device, facts) = try written()
    var broken = try device.contents(of: 1)
    broken[12] ^= 1
    device.replace(2, with: broken)
    let recovery = try recovered(device)
    #expect(recovery.facts == facts && device.damaged == [2])
    #expect(recovery.findings.count == 1)
  }

  @Test("while nothing can be written commits say so, and afterwards nothing is missing")
  func diskFull() throws {
    let (device, facts) = try written()
    let journal = try NodeJournal(device: device, traderId: "T-1")
    try journal.begin { [] }
    var problems: [Bool] = []
    journal.problemChanged = { problems.append($0 != nil) }
    device.fault = "No space left on device"
    journal.append(facts[1])
    #expect(journal.commit()?.reason.contains("No space left on device") == true)
    journal.append(facts[2])
    #expect(journal.commit() != nil)
    device.fault = nil
    #expect(journal.commit() == nil)
    #expect(problems == [true, false])
    #expect(try recovered(device).facts == facts + [facts[1], facts[2]])
  }

  @Test("what a long outage of the disk lost is made good by a snapshot")
  func longOutage() throws {
    let (device, _) = try written()
    let journal = try NodeJournal(device: device, traderId: "T-1")
    try journal.begin { [.tradingState(.halted)] }
    device.fault = "Input/output error"
    let long = TradingFact.event(
      .unknown(OrderUnknown(SampleFacts.header(1), reason: String(repeating: "x", count: 65_536))))
    for _ in 0..<200 {
      journal.append(long)
      #expect(journal.commit() != nil)
    }
    device.fault = nil
    #expect(journal.commit() == nil)
    #expect(try recovered(device).facts == [.tradingState(.halted)])
  }

  @Test("the kill switch survives the loss of every segment")
  func killMark() throws {
    let (device, _) = try written()
    let journal = try NodeJournal(device: device, traderId: "T-1")
    try journal.begin { [] }
    journal.append(.killSwitch(reason: "drawdown"))
    journal.commit()
    for number in try device.segments() { device.replace(number, with: nil) }
    #expect(try recovered(device).facts == [.killSwitch(reason: "drawdown")])
    journal.append(.killSwitch(reason: nil))
    #expect(try recovered(device).facts.isEmpty)
  }

  @Test("another trader's journal, and one of a later version, are refused with the cause")
  func refused() throws {
    let (device, _) = try written()
    #expect { try NodeJournal(device: device, traderId: "T-2") } throws: { "\($0)".contains("T-1") }
    var record: [UInt8] = []
    RecordFrame.append([200, 1, 2], to: &record)
    device.replace(1, with: try device.contents(of: 1) + record)
    #expect { try recovered(device) } throws: { "\($0)".contains("later version") }
  }
}
