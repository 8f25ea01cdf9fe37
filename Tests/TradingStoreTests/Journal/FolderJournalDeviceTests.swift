import Foundation
import Testing
import TradingEngine

@testable import TradingStore

@Suite("A journal's folder")
struct FolderJournalDeviceTests {
  private let directory = FileManager.default.temporaryDirectory.appending(path: "argonaut-journal-\(UUID())").path

  @Test("a journal on disk comes back, its files are their owner's alone")
  func disk() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let facts = try SampleFacts.all()
    for half in [facts[..<10], facts[10...]] {
      let journal = try NodeJournal(device: FolderJournalDevice(directory: directory), traderId: "T-1")
      try journal.begin { [] }
      for fact in half {
        journal.append(fact)
        #expect(journal.commit() == nil)
      }
      journal.close()
    }
    let device = try FolderJournalDevice(directory: directory)
    #expect(try NodeJournal(device: device, traderId: "T-1").recovery.facts == facts)
    let names = try FileManager.default.contentsOfDirectory(atPath: directory)
    #expect(names.contains("00000001.journal"))
    for path in [directory] + names.map({ "\(directory)/\($0)" }) {
      let mode = try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
      #expect(mode & 0o077 == 0, "\(path)")
    }
  }

  @Test("a second process is refused and told which one has it")
  func locked() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let first = try FolderJournalDevice(directory: directory)
    #expect { try FolderJournalDevice(directory: directory) } throws: {
      "\($0)".contains("\(ProcessInfo.processInfo.processIdentifier)")
    }
    first.close()
    #expect(throws: Never.self) { try FolderJournalDevice(directory: directory) }
  }

  @Test("a torn tail on disk is cut off and a damaged segment is set aside")
  func damage() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let facts = try SampleFacts.all()
    let journal = try NodeJournal(device: FolderJournalDevice(directory: directory), traderId: "T-1")
    try journal.begin { [] }
    for fact in facts { journal.append(fact) }
    journal.close()
    let file = URL(fileURLWithPath: directory + "/00000001.journal")
    let whole = try Data(contentsOf: file)
    try whole.dropLast(3).write(to: file)
    let torn = try NodeJournal(device: FolderJournalDevice(directory: directory), traderId: "T-1")
    #expect(torn.recovery.facts == facts.dropLast())
    torn.abandon()
    var flipped = whole
    flipped[60] ^= 1
    try flipped.write(to: file)
    let damaged = try NodeJournal(device: FolderJournalDevice(directory: directory), traderId: "T-1")
    #expect(damaged.recovery.findings.first?.contains("damaged") == true)
    damaged.abandon()
    #expect(FileManager.default.fileExists(atPath: file.path + ".damaged"))
  }

  @Test("a mark is set and deleted, and tells when it cannot be")
  func marks() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let device = try FolderJournalDevice(directory: directory)
    try device.setMark("killed", "drawdown")
    #expect(device.mark("killed") == "drawdown")
    try device.setMark("killed", nil)
    try device.setMark("killed", nil)
    #expect(device.mark("killed") == nil)
    // A folder of the name takes no text, and is not deleted as a file.
    try FileManager.default.createDirectory(atPath: directory + "/killed", withIntermediateDirectories: false)
    #expect { try device.setMark("killed", "drawdown") } throws: { "\($0)".contains("killed: cannot be opened") }
    #expect { try device.setMark("killed", nil) } throws: { "\($0)".contains("killed: cannot be deleted") }
  }

  @Test("a folder that cannot be made is one clear line")
  func impossible() throws {
    #expect { try FolderJournalDevice(directory: "/proc/argonaut") } throws: { "\($0)".contains("cannot be created") }
  }
}
