import Foundation

/// One journal segment on disk, open for appending.
///
/// Opening repairs a torn tail: what a crash left half-written is cut off, whole records stay.
final class SegmentFile {
  let path: String
  private(set) var size: Int
  private let descriptor: Int32

  /// Opens or creates a segment.
  init(path: String) throws(StoreError) {
    self.path = path
    let existing = FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
    let whole = RecordFrame.read(existing).wholeBytes
    let opened = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw StoreError(path: path, problem: "cannot be opened: \(Self.lastError())") }
    descriptor = opened
    size = whole
    guard ftruncate(opened, off_t(whole)) == 0, lseek(opened, off_t(whole), SEEK_SET) == off_t(whole) else {
      close(opened)
      throw StoreError(path: path, problem: "the torn tail cannot be cut off: \(Self.lastError())")
    }
  }

  deinit { close(descriptor) }

  /// Writes bytes behind the last record; on failure the file is cut back to whole records.
  func write(_ bytes: [UInt8]) throws(StoreError) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { buffer in
        systemWrite(descriptor, buffer.baseAddress, buffer.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let reason = Self.lastError()
        _ = ftruncate(descriptor, off_t(size))
        _ = lseek(descriptor, off_t(size), SEEK_SET)
        throw StoreError(path: path, problem: "cannot be written: \(reason); free disk space, then restart")
      }
      written += count
    }
    size += bytes.count
  }

  /// Makes what was written survive a crash of the machine.
  func synchronize() throws(StoreError) {
    guard fsync(descriptor) == 0 else {
      throw StoreError(path: path, problem: "cannot be synchronized: \(Self.lastError())")
    }
  }

  private static func lastError() -> String { String(cString: strerror(errno)) }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
