import Dispatch
import Foundation

/// Reads commands from a descriptor on a thread of its own and hands them on in order, with a bounded number under way.
final class GatewayInput: Sendable {
  private let descriptor: Int32
  private let isCongested: @Sendable () -> Bool
  /// How many pieces of input may wait to be carried out.
  private let room: DispatchSemaphore
  private static let waitingPieces = 8

  /// - Parameter isCongested: whether reading should wait because results are not being read.
  init(descriptor: Int32 = STDIN_FILENO, isCongested: @escaping @Sendable () -> Bool) {
    self.descriptor = descriptor
    self.isCongested = isCongested
    // Filled afterwards: one that is made full must be full when it goes, and what a node that ended was given stays.
    room = DispatchSemaphore(value: 0)
    for _ in 0..<Self.waitingPieces { room.signal() }
  }

  /// Reads until the input ends.
  ///
  /// - Parameters:
  ///   - take: takes what was read, on the reading thread; calls its second argument when it is carried out.
  ///   - end: called once at the end of the input.
  func start(
    take: @escaping @Sendable ([GatewayLineAssembler.Piece], @escaping @Sendable () -> Void) -> Void,
    end: @escaping @Sendable () -> Void
  ) {
    let thread = Thread { [self] in
      var assembler = GatewayLineAssembler()
      while let bytes = read() {
        hand(assembler.take(bytes), take)
        while isCongested() { usleep(5_000) }
      }
      hand(assembler.finish(), take)
      end()
    }
    thread.name = "argonaut.gateway.input"
    thread.start()
  }

  private func hand(
    _ pieces: [GatewayLineAssembler.Piece],
    _ take: @Sendable ([GatewayLineAssembler.Piece], @escaping @Sendable () -> Void) -> Void
  ) {
    guard !pieces.isEmpty else { return }
    room.wait()
    take(pieces) { [room] in room.signal() }
  }

  private func read() -> [UInt8]? {
    while true {
      var error: Int32 = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        let result = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
        if result < 0 { error = errno }
        count = max(0, result)
      }
      if !bytes.isEmpty { return bytes }
      switch error {
      case EINTR: continue
      // Nothing to read yet is not the end of the input.
      case EAGAIN: DescriptorWait.untilReadable(descriptor)
      default: return nil
      }
    }
  }
}
