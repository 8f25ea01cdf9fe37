import CZlib
import Foundation

/// A file of lines, compressed when its name ends in `.gz`.
final class LineFile {
  let path: String
  /// The number of the line read last.
  private(set) var lineNumber = 0
  /// Whether the line read last had an end; only the last one of a file may have none.
  private(set) var isLineWhole = true
  private var file: gzFile?
  private var plain: UnsafeMutablePointer<FILE>?
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  /// Whether something was written since the disk was given everything.
  private var isDirty = false
  private static let chunk = 1 << 16
  private static let longestLine = 64 << 20

  private init(path: String) { self.path = path }

  deinit { close() }

  /// Opens a file to read; compressed or not is found out.
  static func reading(_ path: String) throws(CommandFailure) -> LineFile {
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
      throw CommandFailure(.usage, "\(path) is a directory; name the recording in it")
    }
    let result = LineFile(path: path)
    guard let file = gzopen(path, "rb") else {
      throw CommandFailure(.usage, "\(path) cannot be opened; check the path and its permissions")
    }
    result.file = file
    return result
  }

  /// Tells whether a file can be created; one that is there keeps what it holds.
  static func probe(_ path: String) throws(CommandFailure) {
    guard let file = fopen(path, "ab") else {
      throw CommandFailure(.usage, "\(path) cannot be created; check the directory and its permissions")
    }
    fclose(file)
  }

  /// Creates a file to write.
  static func writing(_ path: String) throws(CommandFailure) -> LineFile {
    let result = LineFile(path: path)
    if path.hasSuffix(".gz") {
      result.file = gzopen(path, "wb6")
    } else {
      result.plain = fopen(path, "wb")
    }
    guard result.file != nil || result.plain != nil else {
      throw CommandFailure(.usage, "\(path) cannot be created; check the directory and its permissions")
    }
    return result
  }

  /// Writes a line.
  ///
  /// - Throws: when the disk is full or gone.
  func write(_ line: [UInt8]) throws(CommandFailure) {
    buffer.append(contentsOf: line)
    buffer.append(UInt8(ascii: "\n"))
    isDirty = true
    if buffer.count >= Self.chunk { try flush() }
  }

  /// Hands what was gathered to the system.
  func flush() throws(CommandFailure) {
    guard !buffer.isEmpty else { return }
    let count = buffer.count
    let written = buffer.withUnsafeBytes { bytes -> Int in
      if let file { return Int(gzwrite(file, bytes.baseAddress, UInt32(count))) }
      guard let plain else { return 0 }
      let items = fwrite(bytes.baseAddress, 1, count, plain)
      // Small pieces reach the disk no sooner than here.
      return fflush(plain) == 0 ? items : 0
    }
    buffer.removeAll(keepingCapacity: true)
    guard written == count else { throw unwritable }
  }

  /// Hands everything to the system, compressed or not, so that a process that is killed later has lost none of it.
  ///
  /// It costs a compressed file some bytes: once a second is often enough.
  func keep() throws(CommandFailure) {
    guard isDirty else { return }
    isDirty = false
    try flush()
    if let file, gzflush(file, Z_SYNC_FLUSH) != Z_OK { throw unwritable }
  }

  private var unwritable: CommandFailure {
    CommandFailure(
      .failed, "\(path) cannot be written to, and what it holds is not whole; the disk may be full")
  }

  /// Writes what is left and closes the file; what was written is complete.
  ///
  /// - Throws: when it is not: a compressed file gets its last bytes here.
  func finish() throws(CommandFailure) {
    var isWhole = true
    do throws(CommandFailure) { try flush() } catch { isWhole = false }
    if let file, gzclose(file) != Z_OK { isWhole = false }
    if let plain, fclose(plain) != 0 { isWhole = false }
    file = nil
    plain = nil
    guard isWhole else { throw unwritable }
  }

  private func close() {
    if let file { gzclose(file) }
    if let plain { fclose(plain) }
    file = nil
    plain = nil
  }

  /// The next line without its end, or `nil` at the end.
  func next() throws(CommandFailure) -> ArraySlice<UInt8>? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = buffer[position..<end]
        position = end + 1
        lineNumber += 1
        return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      }
      searched = buffer.count
      if isAtEnd {
        guard position < buffer.count else { return nil }
        let line = buffer[position...]
        position = buffer.count
        lineNumber += 1
        isLineWhole = false
        return line
      }
      searched -= position
      try fill()
    }
  }

  private func fill() throws(CommandFailure) {
    buffer.removeFirst(position)
    position = 0
    guard buffer.count <= Self.longestLine else {
      throw CommandFailure(.failed, "\(path), line \(lineNumber + 1): no line of a recording is that long")
    }
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.chunk))
    let count = buffer.withUnsafeMutableBytes { bytes -> Int32 in
      guard let file, let base = bytes.baseAddress else { return -1 }
      return gzread(file, base + start, UInt32(Self.chunk))
    }
    buffer.removeLast(Self.chunk - max(0, Int(count)))
    var code: Int32 = 0
    if let file { _ = gzerror(file, &code) }
    guard count >= 0, code == Z_OK || code == Z_STREAM_END else {
      throw CommandFailure(
        .failed,
        "\(path), behind line \(lineNumber): the compressed data is damaged or cut off, as where recording was killed; "
          + "fetch or record it again, or keep what is whole: gzip -dc \(path) > whole.jsonl")
    }
    if count == 0 { isAtEnd = true }
  }
}
