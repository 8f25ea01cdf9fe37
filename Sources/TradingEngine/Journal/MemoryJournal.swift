/// A journal in memory, for tests and for comparing two runs.
public final class MemoryJournal: EventJournal {
  /// Everything appended, in order.
  public private(set) var entries: [JournalEntry] = []

  /// A journal without entries.
  public init() {}

  public func append(_ entry: JournalEntry) { entries.append(entry) }

  /// One line for each entry.
  public var lines: [String] { entries.map(\.line) }

  /// All lines, each ended by a line feed: equal for two runs that did the same.
  public var text: String { lines.map { $0 + "\n" }.joined() }
}
