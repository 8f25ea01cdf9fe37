import Foundation

/// Memory between two pages that nobody may touch: a read outside a message placed at either edge ends the process.
final class GuardedBytes {
  enum Edge { case start, end }

  private let pages: UnsafeMutableRawPointer
  private let pageSize: Int
  private let capacity: Int

  init?(capacity wanted: Int) {
    pageSize = Int(getpagesize())
    capacity = (wanted + pageSize - 1) / pageSize * pageSize
    let length = capacity + 2 * pageSize
    guard let pages = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0),
      Int(bitPattern: pages) != -1
    else { return nil }
    self.pages = pages
    guard mprotect(pages, pageSize, PROT_NONE) == 0, mprotect(pages + pageSize + capacity, pageSize, PROT_NONE) == 0
    else { return nil }
  }

  deinit { munmap(pages, capacity + 2 * pageSize) }

  /// The bytes, copied against an edge. They are valid until the next call.
  func place(_ bytes: some Collection<UInt8>, at edge: Edge) -> UnsafeRawBufferPointer {
    let count = min(bytes.count, capacity)
    let start = pages + pageSize + (edge == .start ? 0 : capacity - count)
    let memory = UnsafeMutableRawBufferPointer(start: start, count: count)
    memory.copyBytes(from: bytes.prefix(count))
    return UnsafeRawBufferPointer(memory)
  }
}
