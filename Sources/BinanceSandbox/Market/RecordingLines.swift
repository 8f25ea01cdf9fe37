import CZlib
import Foundation

/// The lines of a recording, compressed or not, one at a time.
final class RecordingLines {
  let path: String
  /// The number of the line returned last.
  private(set) var lineNumber = 0
  private var file: gzFile?
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private static let chunk = 1 << 16
  /// No message of the venue is anywhere near as long.
  private static let longestLine = 32 << 20

  /// Opens a file; zlib reads plain ones as they are.
  init(path: String) throws(RecordingError) {
    self.path = path
    guard let file = gzopen(path, "rb") else {
      throw RecordingError(path: path, line: 0, reason: "cannot be opened; check the path and its permissions")
    }
    self.file = file
    _ = gzbuffer(file, UInt32(Self.chunk))
  }

  deinit {
    if let file { gzclose(file) }
  }

  /// The next line without its end, or `nil` at the end of the file.
  func next() throws(RecordingError) -> [UInt8]? {
    var searched = position
    while true {
      if let end = endOfLine(from: searched) {
        var line = Array(buffer[position..<end])
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        position = end + 1
        lineNumber += 1
        return line
      }
      searched = buffer.count
      if isAtEnd {
        guard position < buffer.count else { return nil }
        let line = Array(buffer[position...])
        position = buffer.count
        lineNumber += 1
        return line
      }
      let dropped = position
      try fill()
      searched -= dropped
    }
  }

  /// The next line feed at or after `start`; by memchr, since every byte of a file passes here.
  private func endOfLine(from start: Int) -> Int? {
    guard start < buffer.count else { return nil }
    return buffer.withUnsafeBytes { bytes -> Int? in
      guard let base = bytes.baseAddress, let found = memchr(base + start, 10, bytes.count - start) else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  private func fill() throws(RecordingError) {
    buffer.removeFirst(position)
    position = 0
    if buffer.count > Self.longestLine {
      throw RecordingError(path: path, line: lineNumber + 1, reason: "a line of over 32 MB; this is no recording")
    }
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.chunk))
    let count = buffer.withUnsafeMutableBytes { bytes -> Int32 in
      guard let file, let base = bytes.baseAddress else { return -1 }
      return gzread(file, base + start, UInt32(Self.chunk))
    }
    buffer.removeLast(Self.chunk - max(0, Int(count)))
    var code: Int32 = 0
    let text = file.flatMap { gzerror($0, &code) }.map { String(cString: $0) } ?? ""
    if count < 0 || (code != Z_OK && code != Z_STREAM_END) {
      throw RecordingError(
        path: path, line: lineNumber + 1, reason: "the compressed data is damaged or cut off here (\(text))")
    }
    if count == 0 { isAtEnd = true }
  }
}
