import TradingModel

/// A waiting action of the simulated world.
final class SimulatedEvent: ClockTimer {
  var action: (() -> Void)?

  init(action: (() -> Void)?) { self.action = action }

  func cancel() { action = nil }
}

/// The world's waiting actions: a binary heap ordered by (time, sequence).
struct SimulatedEventQueue {
  private struct Entry {
    let due: UnixNanos
    let sequence: UInt64
    let event: SimulatedEvent

    func precedes(_ other: Entry) -> Bool {
      due == other.due ? sequence < other.sequence : due < other.due
    }
  }

  private var heap: [Entry] = []
  private var nextSequence: UInt64 = 0
  /// The heap's size at which cancelled entries are swept out.
  private var sweepThreshold = 1_024

  /// How many actions wait; looks at all of them.
  var count: Int { heap.reduce(0) { $1.event.action == nil ? $0 : $0 + 1 } }

  var isEmpty: Bool { !heap.contains { $0.event.action != nil } }

  mutating func append(at due: UnixNanos, _ action: @escaping () -> Void) -> SimulatedEvent {
    if heap.count >= sweepThreshold { sweep() }
    let event = SimulatedEvent(action: action)
    heap.append(Entry(due: due, sequence: nextSequence, event: event))
    nextSequence &+= 1
    siftUp(heap.count - 1)
    return event
  }

  mutating func popNext(notAfter end: UnixNanos) -> (UnixNanos, () -> Void)? {
    while let first = heap.first {
      guard let action = first.event.action else {
        removeFirst()
        continue
      }
      guard first.due <= end else { return nil }
      removeFirst()
      first.event.action = nil
      return (first.due, action)
    }
    return nil
  }

  /// Cancels everything that waits, so that nothing stays alive by what it waits for.
  mutating func removeAll() {
    let cancelled = heap
    heap = []
    for entry in cancelled { entry.event.cancel() }
  }

  private mutating func removeFirst() {
    let last = heap.removeLast()
    if heap.isEmpty { return }
    heap[0] = last
    siftDown(0)
  }

  private mutating func sweep() {
    heap.removeAll { $0.event.action == nil }
    var index = heap.count / 2
    while index > 0 {
      index -= 1
      siftDown(index)
    }
    sweepThreshold = max(1_024, heap.count * 2)
  }

  private mutating func siftUp(_ start: Int) {
    var index = start
    while index > 0 {
      let parent = (index - 1) / 2
      guard heap[index].precedes(heap[parent]) else { return }
      heap.swapAt(index, parent)
      index = parent
    }
  }

  private mutating func siftDown(_ start: Int) {
    var index = start
    while true {
      var least = index
      let left = 2 * index + 1
      if left < heap.count, heap[left].precedes(heap[least]) { least = left }
      if left + 1 < heap.count, heap[left + 1].precedes(heap[least]) { least = left + 1 }
      if least == index { return }
      heap.swapAt(index, least)
      index = least
    }
  }
}
