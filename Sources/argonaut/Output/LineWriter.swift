import Foundation

/// Where a command's data goes: stdout, line by line, in as few writes as promptness allows.
///
/// Lines are gathered and written by ``flush()``, which is called at the end of every batch of messages. A reader that
/// went away ends the output quietly.
final class LineWriter {
  private var buffer: [UInt8] = []
  private let descriptor: Int32
  /// Whether the reader went away.
  private(set) var isClosed = false

  init(descriptor: Int32 = STDOUT_FILENO) {
    self.descriptor = descriptor
    buffer.reserveCapacity(1 << 16)
  }

  /// Adds a line; it is on its way at the latest when the buffer is full.
  func write(_ line: JSONLine) {
    buffer.append(contentsOf: line.bytes)
    buffer.append(UInt8(ascii: "}"))
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= 1 << 15 { flush() }
  }

  /// Adds a line of text.
  func write(_ line: String) {
    buffer.append(contentsOf: line.utf8)
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= 1 << 15 { flush() }
  }

  /// Writes what was gathered.
  func flush() {
    var written = 0
    while written < buffer.count, !isClosed {
      let count = buffer.withUnsafeBytes { bytes in
        Foundation.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if count > 0 {
        written += count
      } else if errno != EINTR && errno != EAGAIN {
        isClosed = true
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
