@testable import TradingStore

/// A device in memory of which single operations fail: a disk that takes bytes and cannot keep them, or a folder that
/// takes no further file.
final class FailingJournalDevice: JournalDevice {
  let memory = MemoryJournalDevice()
  var failsSynchronizing = false
  var failsMarks = false
  var place: String { memory.place }

  func segments() throws(StoreError) -> [Int] { try memory.segments() }
  func contents(of segment: Int) throws(StoreError) -> [UInt8] { try memory.contents(of: segment) }
  func append(_ bytes: [UInt8], to segment: Int) throws(StoreError) { try memory.append(bytes, to: segment) }
  func truncate(_ segment: Int, to size: Int) throws(StoreError) { try memory.truncate(segment, to: size) }
  func remove(_ segment: Int) { memory.remove(segment) }
  func setAside(_ segment: Int) { memory.setAside(segment) }
  func mark(_ name: String) -> String? { memory.mark(name) }
  func close() { memory.close() }

  /// A new segment is synchronized too, before it is there.
  func create(_ segment: Int, bytes: [UInt8]) throws(StoreError) {
    try check(failsSynchronizing, "\(segment)")
    try memory.create(segment, bytes: bytes)
  }

  func synchronize(_ segment: Int, waits: Bool) throws(StoreError) { try check(failsSynchronizing, "\(segment)") }

  func setMark(_ name: String, _ text: String?) throws(StoreError) {
    try check(failsMarks, name)
    try memory.setMark(name, text)
  }

  private func check(_ fails: Bool, _ name: String) throws(StoreError) {
    if fails { throw StoreError(path: "memory/\(name)", problem: "Input/output error") }
  }
}
