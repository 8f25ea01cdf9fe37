import Synchronization

/// A sequence of values that come from a loop, for async callers: bounded, and honest about what it dropped.
///
/// When the consumer is too slow, the oldest values that wait are dropped and counted.
public struct BoundedSequence<Element: Sendable>: AsyncSequence, Sendable {
  /// How many values were dropped because the consumer was too slow.
  public var droppedCount: Int { counter.value }

  private let stream: AsyncThrowingStream<Element, any Error>
  private let counter: DropCounter

  /// A sequence and its producer's end.
  static func make(limit: Int) -> (sequence: BoundedSequence, producer: Producer) {
    let (stream, continuation) = AsyncThrowingStream<Element, any Error>.makeStream(
      bufferingPolicy: .bufferingNewest(Swift.max(1, limit)))
    let counter = DropCounter()
    return (
      BoundedSequence(stream: stream, counter: counter), Producer(continuation: continuation, counter: counter)
    )
  }

  /// The producer's end of a sequence.
  struct Producer: Sendable {
    let continuation: AsyncThrowingStream<Element, any Error>.Continuation
    fileprivate let counter: DropCounter

    /// Hands on a value.
    func yield(_ element: Element) {
      if case .dropped = continuation.yield(element) { counter.add() }
    }

    func finish(throwing error: (any Error)? = nil) { continuation.finish(throwing: error) }
  }

  public func makeAsyncIterator() -> AsyncThrowingStream<Element, any Error>.AsyncIterator {
    stream.makeAsyncIterator()
  }
}

/// Counts what was dropped.
private final class DropCounter: Sendable {
  private let count = Atomic(0)
  var value: Int { count.load(ordering: .relaxed) }
  func add() { count.wrappingAdd(1, ordering: .relaxed) }
}
