/// Segments in memory, for simulation and tests: it can fail when told to, and be cut as a crash would cut it.
public final class MemoryJournalDevice: JournalDevice {
  public let place = "memory"
  /// The bytes of each segment.
  public private(set) var files: [Int: [UInt8]]
  /// Segments that were set aside as damaged.
  public private(set) var damaged: [Int] = []
  /// The short texts that are kept beside the segments, by name.
  public private(set) var marks: [String: String]
  /// What every writing fails with, as a full disk does; `nil` for none.
  public var fault: String?
  /// Called before bytes are added; what it returns is how many of them reach the memory, `nil` for all.
  public var willAppend: (([UInt8]) -> Int?)?

  /// A device that holds what a process before left, or nothing.
  public init(files: [Int: [UInt8]] = [:], marks: [String: String] = [:]) {
    self.files = files
    self.marks = marks
  }

  /// What a process that starts now would find: this device's bytes, without its faults.
  public func copy() -> MemoryJournalDevice { MemoryJournalDevice(files: files, marks: marks) }

  /// Replaces a segment's bytes, as damage does.
  public func replace(_ segment: Int, with bytes: [UInt8]?) { files[segment] = bytes }

  public func segments() throws(StoreError) -> [Int] { files.keys.sorted() }

  public func contents(of segment: Int) throws(StoreError) -> [UInt8] {
    guard let bytes = files[segment] else { throw StoreError(path: "memory/\(segment)", problem: "cannot be read") }
    return bytes
  }

  public func create(_ segment: Int, bytes: [UInt8]) throws(StoreError) {
    try check(segment)
    files[segment] = bytes
  }

  public func append(_ bytes: [UInt8], to segment: Int) throws(StoreError) {
    try check(segment)
    let count = willAppend?(bytes) ?? bytes.count
    files[segment, default: []] += bytes.prefix(count)
  }

  public func truncate(_ segment: Int, to size: Int) throws(StoreError) {
    try check(segment)
    files[segment] = Array((files[segment] ?? []).prefix(size))
  }

  public func synchronize(_ segment: Int, waits: Bool) throws(StoreError) { try check(segment) }
  public func remove(_ segment: Int) { files[segment] = nil }

  public func setAside(_ segment: Int) {
    files[segment] = nil
    damaged.append(segment)
  }

  public func mark(_ name: String) -> String? { marks[name] }

  public func setMark(_ name: String, _ text: String?) throws(StoreError) {
    try check(name)
    marks[name] = text
  }

  public func close() {}

  private func check(_ name: some CustomStringConvertible) throws(StoreError) {
    if let fault { throw StoreError(path: "memory/\(name)", problem: "cannot be written: \(fault)") }
  }
}
