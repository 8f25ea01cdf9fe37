import Foundation

/// Where a command's data goes: stdout, line by line, in as few writes as promptness allows.
///
/// Lines are gathered and written by ``flush()``, which is called at the end of every batch of messages. A reader that
/// went away ends the output quietly; anything else that stops it is told by ``check()``.
final class LineWriter {
  private var buffer: [UInt8] = []
  private let descriptor: Int32
  /// Whether nothing can be written any more.
  private(set) var isClosed = false
  /// What the system said when a write failed for another reason than a reader that went away.
  private var error: Int32?

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
      } else if errno == EAGAIN {
        // Whoever started this program gave it an output that does not wait by itself.
        DescriptorWait.untilWritable(descriptor)
      } else if errno != EINTR {
        isClosed = true
        if errno != EPIPE { error = errno }
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Tells that lines are missing, as on a full disk.
  func check() throws(CommandFailure) {
    guard let error else { return }
    throw CommandFailure(
      .failed,
      "stdout cannot be written to: \(String(cString: strerror(error))); lines are missing there: check the disk or "
        + "whatever it is redirected to")
  }
}
