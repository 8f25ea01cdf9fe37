import Dispatch
import Foundation
import Synchronization
import TradingModel

/// Where a gateway's lines go: a queue in front of a descriptor, so that a slow reader never holds up trading.
///
/// Results and events are kept, in order, whatever the reader does; only when more of them wait than memory should be
/// given for is the gateway told to end (``Limits/maximum``). Market data is given up first, and told by a `DataDropped`
/// line once the reader has caught up. Whole lines are written as soon as the descriptor takes them.
final class GatewayOutput: Sendable {
  /// How many bytes may wait.
  struct Limits: Sendable {
    /// Beyond this, market data is given up.
    var data = 4 << 20
    /// Beyond this, no more commands are read: whoever gives them must read what becomes of them.
    var commands = 16 << 20
    /// Beyond this, the gateway ends.
    var maximum = 256 << 20
  }

  private struct State {
    var pending: [UInt8] = []
    /// Bytes that are being written right now.
    var writing = 0
    var dropped = 0
    var isScheduled = false
    var isClosed = false
    var hasOverflowed = false
  }

  let limits: Limits
  private let descriptor: Int32
  private let queue = DispatchQueue(label: "argonaut.gateway.output")
  private let state = Mutex(State())
  private let onEnd: @Sendable (String) -> Void

  /// - Parameter onEnd: called once, on any thread, when nobody reads any more or too much waits, with the reason.
  init(
    descriptor: Int32 = STDOUT_FILENO, limits: Limits = Limits(), onEnd: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.descriptor = descriptor
    self.limits = limits
    self.onEnd = onEnd
  }

  /// Adds a result or an event.
  func tell(_ line: JSONLine) { add(line) }

  /// Adds market data, unless too much waits already.
  ///
  /// - Returns: whether it was added.
  func offer(_ line: JSONLine) -> Bool {
    let hasRoom = state.withLock { state in
      if state.pending.count + state.writing <= limits.data { return true }
      state.dropped += 1
      return false
    }
    if hasRoom { add(line) }
    return hasRoom
  }

  /// Whether so much waits that no more commands should be taken.
  var isCongested: Bool {
    state.withLock { !$0.isClosed && $0.pending.count + $0.writing > limits.commands }
  }

  /// Waits until everything is written, at most for a while.
  ///
  /// - Returns: whether everything is.
  func drain(within time: Duration) async -> Bool {
    let end = ContinuousClock.now + time
    while !isDrained {
      if ContinuousClock.now >= end { return false }
      try? await Task.sleep(for: .milliseconds(2))
    }
    return true
  }

  private var isDrained: Bool {
    state.withLock { $0.isClosed || ($0.pending.isEmpty && $0.writing == 0 && !$0.isScheduled) }
  }

  private func add(_ line: JSONLine) {
    let (mustSchedule, overflowed) = state.withLock { state in
      guard !state.isClosed, !state.hasOverflowed else { return (false, false) }
      state.pending.append(contentsOf: line.bytes)
      state.pending.append(UInt8(ascii: "}"))
      state.pending.append(UInt8(ascii: "\n"))
      let isFirst = !state.isScheduled
      state.isScheduled = true
      state.hasOverflowed = state.pending.count + state.writing > limits.maximum
      return (isFirst, state.hasOverflowed)
    }
    if mustSchedule { queue.async { [self] in writeAll() } }
    if overflowed {
      onEnd(
        "more than \(limits.maximum >> 20) MiB of events wait to be read from stdout: read faster; the next start "
          + "finds out what happened meanwhile")
    }
  }

  private func writeAll() {
    while let bytes = next() {
      guard let error = write(bytes) else { continue }
      state.withLock {
        $0.isClosed = true
        $0.pending = []
        $0.writing = 0
      }
      return onEnd(
        error == EPIPE
          ? "stdout was closed by its reader"
          : "stdout cannot be written to: \(String(cString: strerror(error))); check the disk or whatever it is redirected to"
      )
    }
  }

  /// What is to be written now; `nil` when there is nothing.
  private func next() -> [UInt8]? {
    state.withLock { state in
      state.writing = 0
      if state.pending.isEmpty, state.dropped > 0 {
        var line = JSONLine("event", "DataDropped")
        line.integer("lines", state.dropped)
        state.pending = line.finished + [UInt8(ascii: "\n")]
        state.dropped = 0
      }
      guard !state.pending.isEmpty, !state.isClosed else {
        state.isScheduled = false
        return nil
      }
      let bytes = state.pending
      state.pending = []
      state.writing = bytes.count
      return bytes
    }
  }

  /// Writes everything; gives the system's error where that cannot be done.
  private func write(_ bytes: [UInt8]) -> Int32? {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if count > 0 {
        written += count
      } else if errno == EAGAIN {
        DescriptorWait.untilWritable(descriptor)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}
