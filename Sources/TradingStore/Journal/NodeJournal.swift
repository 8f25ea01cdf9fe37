public import TradingEngine

/// A node's journal: facts in checksummed segments, each of which begins with a snapshot, so that the newest one is
/// enough to start from and old ones can be dropped.
public final class NodeJournal: RecoveryJournal {
  /// How a journal is kept.
  public struct Options: Hashable, Sendable {
    /// At which size a segment is followed by the next one.
    public var segmentSize: Int
    /// How many segments are kept, the current one included.
    public var keptSegments: Int
    /// Whether every commit waits until the disk has it. Otherwise a commit survives the death of the process, and that of
    /// the machine after the next ``NodeJournal/synchronize()``.
    public var synchronizesCommits: Bool

    /// Makes the options; a size below 4096 counts as 4096, fewer than two segments as two.
    public init(segmentSize: Int = 16 * 1024 * 1024, keptSegments: Int = 8, synchronizesCommits: Bool = false) {
      self.segmentSize = max(4_096, segmentSize)
      self.keptSegments = max(2, keptSegments)
      self.synchronizesCommits = synchronizesCommits
    }
  }

  /// How the journal is kept.
  public let options: Options
  /// What was found when the journal was opened; taken by the node.
  public private(set) var recovery: JournalRecovery
  /// Why facts cannot be kept at the moment.
  public private(set) var problem: JournalProblem?
  /// Runs work that makes bytes beside the loop, and calls back on the loop.
  public var inBackground: (@escaping @Sendable () -> [UInt8], @escaping ([UInt8]) -> Void) -> Void = { work, done in
    done(work())
  }

  /// Hears when keeping facts becomes impossible and possible again.
  public var problemChanged: (JournalProblem?) -> Void = { _ in }

  private let device: any JournalDevice
  private let traderId: String
  private var snapshot: () -> [TradingFact] = { [] }
  private var segment = 0
  private var size = 0
  private var pending: [UInt8] = []
  private var isDirty = false
  /// While the next segment is made: what it gets behind its snapshot.
  private var tail: [UInt8]?
  /// Whether facts were lost, so that only a snapshot can make the journal whole again.
  private var needsSnapshot = false
  /// How many segments were begun beside the loop, so that one that was given up is recognized when it is ready.
  private var rolls = 0
  /// The mark of the kill switch, and whether the device is still to be given it.
  private var killReason: String?
  private var isMarkDue = false
  private var isClosed = false

  /// What is kept for another attempt while nothing can be written; beyond it a snapshot has to do.
  private static let maxPending = 8 * 1024 * 1024
  private static let killMark = "killed"
  private static let lostReason = "an earlier process set it, and its reason found no room on the disk"

  /// Opens the journal of a trader; what it held is in ``recovery``.
  ///
  /// - Throws: ``StoreError`` when it cannot be used: it is another trader's, of a later version, or unreadable.
  public init(device: any JournalDevice, traderId: String, options: Options = Options()) throws(StoreError) {
    self.device = device
    self.traderId = traderId
    self.options = options
    recovery = try JournalReader(device: device, traderId: traderId).read()
    // The kill switch is kept twice: it must survive a damaged journal too.
    if let reason = device.mark(Self.killMark) {
      // On a full disk the mark is an empty file: it still stands for the switch.
      recovery.facts.append(.killSwitch(reason: reason.isEmpty ? Self.lostReason : reason))
    }
  }

  /// Begins to write, after what was restored is in its place.
  ///
  /// - Parameter snapshot: gives everything that has to be known, as facts that stand for all before.
  public func begin(snapshot: @escaping () -> [TradingFact]) throws(StoreError) {
    self.snapshot = snapshot
    recovery.facts = []
    if let known = recovery.segment {
      segment = known
      size = try device.contents(of: known).count
      return
    }
    try start(recovery.lastNumber + 1, with: Self.encoded(snapshot()))
  }

  // MARK: Writing

  /// Takes down a fact in memory; the kill switch is marked on the device at once as well, beside the segments.
  ///
  /// A mark that cannot be set is a problem like any other, and is tried again by every ``commit()`` and
  /// ``synchronize()``.
  /// While nothing can be written, up to 8 MiB of facts wait; beyond that a snapshot stands for them.
  public func append(_ fact: TradingFact) {
    if case .killSwitch(let reason) = fact { mark(reason) }
    guard !needsSnapshot else { return }
    RecordFrame.append(to: &pending) { FactCodec.append(fact, to: &$0) }
    guard pending.count > Self.maxPending, problem != nil else { return }
    pending = []
    needsSnapshot = true
  }

  /// Writes what was appended, and goes on in a new segment once the current one is full.
  ///
  /// - Returns: why it could not be written; it is kept for the next attempt. After ``close()`` nothing is written.
  @discardableResult
  public func commit() -> JournalProblem? {
    if isClosed { return JournalProblem("\(device.place): the journal is closed") }
    if pending.isEmpty, !needsSnapshot, !isMarkDue { return nil }
    // Facts are written even when the mark finds no room, and the other way round.
    let unmarked = isMarkDue ? setKillMark() : nil
    do throws(StoreError) {
      try write()
    } catch {
      return fail(error)
    }
    if let unmarked { return fail(unmarked) }
    if problem != nil {
      problem = nil
      problemChanged(nil)
    }
    if size > options.segmentSize, tail == nil { roll() }
    return nil
  }

  /// Adds what waits to the segment, or a segment that stands for it.
  private func write() throws(StoreError) {
    if needsSnapshot {
      try start(segment + 1, with: Self.encoded(snapshot()))
      needsSnapshot = false
      // The one that is being made beside the loop lacks what was lost.
      tail = nil
    } else if !pending.isEmpty {
      try device.append(pending, to: segment)
      size += pending.count
      tail? += pending
      // The segment has it now: whatever happens from here on, it must not be added again.
      pending.removeAll(keepingCapacity: true)
      guard options.synchronizesCommits else { return isDirty = true }
      try synchronizeCommit()
    }
  }

  private func synchronizeCommit() throws(StoreError) {
    do throws(StoreError) {
      try device.synchronize(segment, waits: true)
    } catch {
      // The system may count what it could not write as written and call the next attempt a success: only a new segment
      // with everything in it is sure to be on the disk.
      needsSnapshot = true
      throw error
    }
  }

  private func mark(_ reason: String?) {
    killReason = reason
    isMarkDue = true
    if let error = setKillMark() { _ = fail(error) }
  }

  /// Gives the device the mark of the kill switch.
  ///
  /// - Returns: why it does not have it.
  private func setKillMark() -> StoreError? {
    do throws(StoreError) {
      try device.setMark(Self.killMark, killReason)
    } catch {
      return error
    }
    isMarkDue = false
    return nil
  }

  private func fail(_ error: StoreError) -> JournalProblem {
    let failure = JournalProblem("\(error); new orders are denied until it can be written again: free disk space")
    if problem == nil {
      problem = failure
      problemChanged(failure)
    }
    return failure
  }

  /// Lets what was committed survive a crash of the machine, without waiting for it; a mark that found no room is tried
  /// again.
  public func synchronize() {
    guard !isClosed else { return }
    if isMarkDue { commit() }
    guard isDirty else { return }
    isDirty = false
    try? device.synchronize(segment, waits: false)
  }

  /// Writes what is left and lets go of the device.
  public func close() {
    guard !isClosed else { return }
    commit()
    try? device.synchronize(segment, waits: true)
    abandon()
  }

  /// Lets go of the device as a crash would: what is not committed is lost.
  public func abandon() {
    isClosed = true
    device.close()
  }

  // MARK: Segments

  /// Makes the next segment beside the loop, from what is known now; facts of the meantime go to both.
  private func roll() {
    tail = []
    rolls &+= 1
    let number = rolls
    let facts = snapshot()
    inBackground({ Self.encoded(facts) }) { [weak self] bytes in
      guard let self, !isClosed, number == rolls, let tail else { return }
      self.tail = nil
      let before = segment
      do throws(StoreError) {
        try start(before + 1, with: bytes + tail)
      } catch {
        // The old segment is still good; the next attempt is made once as much again was written.
        size = 0
        return
      }
      var mark: [UInt8] = []
      RecordFrame.append(JournalMark.continued(segment).bytes, to: &mark)
      try? device.append(mark, to: before)
    }
  }

  private func start(_ number: Int, with bytes: [UInt8]) throws(StoreError) {
    var head: [UInt8] = []
    RecordFrame.append(JournalHeader(traderId: traderId).bytes, to: &head)
    try device.create(number, bytes: head + bytes)
    segment = number
    size = 0
    for old in (try? device.segments()) ?? [] where old <= number - options.keptSegments { device.remove(old) }
  }

  private static func encoded(_ facts: [TradingFact]) -> [UInt8] {
    var bytes: [UInt8] = []
    for fact in facts { RecordFrame.append(to: &bytes) { FactCodec.append(fact, to: &$0) } }
    RecordFrame.append(JournalMark.endOfSnapshot.bytes, to: &bytes)
    return bytes
  }
}
