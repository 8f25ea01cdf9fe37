public import TradingModel

extension BinanceBookSynchronizer {
  /// Examines a message that ``advance(_:at:)`` did not accept, and keeps it for when a snapshot is there.
  public mutating func receive(_ update: BinanceDepthUpdate, at now: UnixNanos) -> [BinanceBookAction] {
    guard phase != .idle else { return [] }
    guard update.span.isPlausible else {
      return streamCorrupted(reason: "a depth message has impossible update ids", at: now)
    }
    var actions: [BinanceBookAction] = []
    if phase == .synced, let base {
      if update.span.last <= base {
        // Everything has been older than the book for a while: the venue counts anew, or a wrong id led us astray.
        actions += fall(reason: "the venue's update ids went back from \(base) to \(update.span.last)")
        self.base = nil
      } else {
        actions += fall(reason: gapReason(update.span, base: base))
      }
    }
    lastArrival = now
    freezes = 0
    stillAt = nil
    insert(update)
    if let healed = heal(at: now) { return actions + healed }
    return actions + requestIfNeeded(at: now)
  }

  private func gapReason(_ span: BinanceDepthSpan, base: UInt64) -> String {
    if let previous = span.previous {
      return "gap in the depth stream: a message follows \(previous), the book is at \(base)"
    }
    return "gap in the depth stream: a message starts at \(span.first), expected \(base &+ 1)"
  }

  /// Keeps a message in its place; messages that changed places on the way are put in order.
  private mutating func insert(_ update: BinanceDepthUpdate) {
    var index = buffer.count
    while index > 0, buffer[index - 1].span.last > update.span.last { index -= 1 }
    if index > 0, buffer[index - 1].span.last == update.span.last { return }
    // Far below everything that waits: the venue counts anew, and what waits belongs to the old numbering.
    if index == 0, let first = buffer.first, buffer.count >= 8, first.span.first &- update.span.last > 1_000_000 {
      buffer.removeAll()
      base = nil
    }
    index = min(index, buffer.count)
    buffer.insert(update, at: index)
    distrust(above: index)
    if buffer.count > configuration.maxBuffered {
      buffer.removeFirst(buffer.count - configuration.maxBuffered)
    }
  }

  /// Gives up messages that all later ones stay behind: their ids are wrong, or of an old numbering, and no book would
  /// ever reach them. Messages that changed places on the way are few.
  private mutating func distrust(above index: Int) {
    guard index < buffer.count - 1 else { return overtaken = 0 }
    overtaken += 1
    guard overtaken > 8 else { return }
    overtaken = 0
    let last = buffer[index].span.last
    buffer.removeLast(buffer.count - 1 - index)
    if let base, base > last { self.base = nil }
  }

  /// Joins the buffer to the book that was handed on, when nothing is missing between them after all.
  private mutating func heal(at now: UnixNanos) -> [BinanceBookAction]? {
    guard let base, let first = buffer.first(where: { $0.span.last > base }), first.span.continues(from: base),
      let actions = replay(from: base, at: now)
    else { return nil }
    ticket = nil
    isWaitingForQuiet = false
    return actions
  }

  /// The actions that bring a book at `start` up to the end of the buffer; `nil` when a message is missing.
  private mutating func replay(from start: UInt64, at now: UnixNanos) -> [BinanceBookAction]? {
    var position = start
    var actions: [BinanceBookAction] = []
    for update in buffer where update.span.last > position {
      guard update.span.continues(from: position) else { return nil }
      position = update.span.last
      actions.append(.emitDeltas(update))
    }
    isAnchored = !actions.isEmpty
    buffer.removeAll(keepingCapacity: false)
    base = position
    phase = .synced
    attempts = 0
    olderSnapshots = 0
    syncedAt = now
    lastArrival = now
    behindSince = nil
    siblingAheadSince = nil
    venueAheadSince = nil
    quietProbes = 0
    actions.append(.markSynced(sequence: position))
    return actions
  }
}

// MARK: - Snapshots

extension BinanceBookSynchronizer {
  /// Whether the answer to this ticket is still wanted: asked before a snapshot is requested.
  public func wantsSnapshot(ticket: UInt64) -> Bool { self.ticket == ticket && phase != .idle }

  /// The request of this ticket went out: what arrives from now on does not ask for another.
  public mutating func snapshotRequested(ticket: UInt64) {
    if self.ticket == ticket { isWaitingForQuiet = false }
  }

  /// The venue answered with a snapshot.
  public mutating func receive(
    _ snapshot: BinanceDepthSnapshot, ticket: UInt64, at now: UnixNanos
  ) -> [BinanceBookAction] {
    // An answer to an earlier question is of no use: what was buffered since does not go with it.
    guard wantsSnapshot(ticket: ticket) else { return [] }
    self.ticket = nil
    isWaitingForQuiet = false
    if phase == .synced { return probed(snapshot, at: now) }
    if freezes > 0, buffer.isEmpty, stillAt != snapshot.lastUpdateId { return doubt(snapshot) }
    if let base, snapshot.lastUpdateId < base {
      olderSnapshots += 1
      // A venue that keeps answering with less than it has sent has started its numbering anew, or what it sent had a wrong
      // id: sooner believed when its stream has less as well.
      let isStreamBehind = buffer.last.map { $0.span.last < base }
      guard olderSnapshots > (isStreamBehind == nil ? 8 : 3), isStreamBehind != false else { return retry() }
      self.base = nil
    }
    if let missing = firstBreak(after: snapshot.lastUpdateId) {
      // The snapshot is older than what waits, or something is missing in the buffer: only what comes behind is of use.
      buffer.removeFirst(missing)
      return retry()
    }
    let replayed = replay(from: snapshot.lastUpdateId, at: now) ?? []
    return [.emitSnapshot(snapshot)] + replayed
  }

  /// There is no snapshot; `retryAfter` when the venue said how long to wait.
  public mutating func snapshotFailed(
    ticket: UInt64, retryAfter: Duration? = nil, at now: UnixNanos
  ) -> [BinanceBookAction] {
    guard wantsSnapshot(ticket: ticket) else { return [] }
    self.ticket = nil
    // A message has answered the question meanwhile.
    if phase == .synced, now.since(lastArrival) < configuration.probeDelay { return [] }
    let delay = max(retryDelay(cap: configuration.maxFailureDelay), retryAfter ?? .zero)
    attempts += 1
    return [request(after: delay)]
  }

  /// The index of the first waiting message that does not follow on a book at `id`; `nil` when all of them do.
  private func firstBreak(after id: UInt64) -> Int? {
    var position = id
    for (index, update) in buffer.enumerated() where update.span.last > position {
      guard update.span.continues(from: position) else { return index }
      position = update.span.last
    }
    return nil
  }

  private mutating func retry() -> [BinanceBookAction] {
    let delay = retryDelay(cap: configuration.maxRetryDelay)
    attempts += 1
    return [request(after: delay)]
  }

  private func retryDelay(cap: Duration) -> Duration {
    min(configuration.firstRetryDelay * (1 << min(attempts, 12)), cap)
  }
}
