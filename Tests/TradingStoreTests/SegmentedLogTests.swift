import Foundation
import Testing

@testable import TradingStore

@Suite("The segmented log")
struct SegmentedLogTests {
  private let directory = FileManager.default.temporaryDirectory.appending(path: "argonaut-log-\(UUID())").path

  @Test("records come back in order over several segments and openings")
  func roundTrip() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let records = (0..<100).map { Array("record \($0)".utf8) }
    for half in [records[..<50], records[50...]] {
      let log = try SegmentedLog(directory: directory, segmentSize: 256)
      for record in half {
        try log.append(record)
        try log.flush(synchronize: false)
      }
    }
    #expect(try SegmentedLog.records(in: directory) == records)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory).count > 1)
  }

  @Test("a torn tail is cut off at every length and appending goes on")
  func tornTail() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let log = try SegmentedLog(directory: directory)
    try log.append(Array("whole".utf8))
    try log.append(Array("torn".utf8))
    try log.flush(synchronize: true)
    let file = directory + "/00000001.journal"
    let full = try #require(FileManager.default.contents(atPath: file))
    for length in 13..<full.count {
      try full.prefix(length).write(to: URL(fileURLWithPath: file))
      let reopened = try SegmentedLog(directory: directory)
      try reopened.append(Array("next".utf8))
      try reopened.flush(synchronize: true)
      #expect(try SegmentedLog.records(in: directory) == [Array("whole".utf8), Array("next".utf8)])
    }
  }

  @Test("a flipped bit is found and nothing behind it is believed")
  func flippedBit() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let log = try SegmentedLog(directory: directory, segmentSize: 32)
    for index in 0..<10 {
      try log.append(Array("record number \(index)".utf8))
      try log.flush(synchronize: true)
    }
    let file = directory + "/00000002.journal"
    var bytes = [UInt8](try #require(FileManager.default.contents(atPath: file)))
    bytes[10] ^= 0x40
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    #expect(throws: StoreError.self) { try SegmentedLog.records(in: directory) }
  }

  @Test("a full disk is an error that keeps the records for another try")
  func fullDisk() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    #expect(throws: StoreError.self) {
      let file = try SegmentFile(path: "/dev/full")
      try file.write([1, 2, 3])
    }
  }

  @Test("the state directory follows XDG_STATE_HOME and falls back to the home folder")
  func stateDirectory() {
    #expect(StateDirectory.path(traderId: "T-1", environment: ["XDG_STATE_HOME": "/x"]) == "/x/argonaut/T-1")
    #expect(StateDirectory.path(traderId: "T-1", environment: ["HOME": "/h"]) == "/h/.local/state/argonaut/T-1")
  }
}
