/// One side of a book: a contiguous array of levels sorted so that the best level is last.
///
/// Changes happen near the best price, so insertions and removals near the end move few bytes. Prices are stored as
/// sort keys: the mantissa itself for bids, its bitwise complement for asks (which reverses the order without being
/// able to overflow), so both sides share one ascending search.
@usableFromInline
struct BookLadder: Sendable {
  /// A level in storage.
  @usableFromInline
  struct Entry: Sendable {
    @usableFromInline var key: Int64
    @usableFromInline var size: Int64

    @usableFromInline
    init(key: Int64, size: Int64) {
      self.key = key
      self.size = size
    }
  }

  /// Zero for bids, all ones for asks.
  @usableFromInline let mask: Int64
  @usableFromInline var entries: [Entry] = []

  @usableFromInline
  init(side: BookSide) { mask = side == .buy ? 0 : -1 }

  @inline(__always)
  func key(of price: Int64) -> Int64 { price ^ mask }

  /// The mantissa of an entry's price.
  @inline(__always)
  func price(of entry: Entry) -> Int64 { entry.key ^ mask }

  var best: Entry? { entries.last }

  mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

  /// The index of the first entry whose key is not below `key`.
  @inline(__always)
  func position(of key: Int64) -> Int {
    entries.withUnsafeBufferPointer { buffer in
      var low = 0
      var length = buffer.count
      while length > 1 {
        let half = length &>> 1
        let (difference, overflow) = buffer[low &+ half &- 1].key.subtractingReportingOverflow(key)
        // All ones where the key there is below: there is no branch whose outcome could be guessed wrongly.
        let below = Int(truncatingIfNeeded: (overflow ? ~difference : difference) &>> 63)
        low = low &+ (half & below)
        length &-= half
      }
      return low &+ (length == 1 && buffer[low].key < key ? 1 : 0)
    }
  }

  /// Sets the absolute size at a price; a size of zero or less removes the level.
  @inline(__always)
  mutating func set(price: Int64, size: Int64) {
    let key = key(of: price)
    let index = position(of: key)
    let found = index < entries.count && entries[index].key == key
    if size > 0 {
      if found { entries[index].size = size } else { insert(Entry(key: key, size: size), at: index) }
    } else if found {
      remove(at: index)
    }
  }

  @inline(__always)
  private mutating func insert(_ entry: Entry, at index: Int) {
    entries.append(entry)
    let moved = entries.count &- 1 &- index
    guard moved > 0 else { return }
    entries.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      (base + index + 1).update(from: base + index, count: moved)
      buffer[index] = entry
    }
  }

  @inline(__always)
  private mutating func remove(at index: Int) {
    let moved = entries.count &- 1 &- index
    if moved > 0 {
      entries.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        (base + index).update(from: base + index + 1, count: moved)
      }
    }
    entries.removeLast()
  }

  // MARK: Bulk loading

  /// Adds a level of a snapshot without keeping the order; ``finishLoading()`` restores it.
  @inline(__always)
  mutating func load(price: Int64, size: Int64) {
    entries.append(Entry(key: key(of: price), size: size))
  }

  /// Sorts what was loaded. Of several entries at one price the last one loaded counts; empty ones are dropped.
  mutating func finishLoading() {
    if !isSorted {
      // Snapshots come best first, the reverse of the order here.
      entries.reverse()
      if isSorted { return }
      entries.reverse()
      let loaded = entries.enumerated().sorted { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }
      entries.removeAll(keepingCapacity: true)
      for (_, entry) in loaded {
        if let last = entries.last, last.key == entry.key { entries.removeLast() }
        entries.append(entry)
      }
      entries.removeAll { $0.size <= 0 }
    }
  }

  /// Whether keys ascend strictly and every size is positive.
  var isSorted: Bool {
    guard let first = entries.first else { return true }
    guard first.size > 0 else { return false }
    var previous = first.key
    for entry in entries.dropFirst() {
      guard entry.key > previous, entry.size > 0 else { return false }
      previous = entry.key
    }
    return true
  }

  // MARK: Changing the precision

  /// Multiplies prices and sizes by powers of ten; `false` when a result does not fit, and nothing changes.
  mutating func rescale(priceBy priceExponent: Int, sizeBy sizeExponent: Int) -> Bool {
    var widened: [Entry] = []
    widened.reserveCapacity(entries.capacity)
    for entry in entries {
      guard let price = PowersOfTen.scaleUp(price(of: entry), by: priceExponent),
        let size = PowersOfTen.scaleUp(entry.size, by: sizeExponent)
      else { return false }
      widened.append(Entry(key: key(of: price), size: size))
    }
    entries = widened
    return true
  }
}
