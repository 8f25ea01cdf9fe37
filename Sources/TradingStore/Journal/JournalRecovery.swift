public import TradingEngine

/// What a journal held when it was opened.
public struct JournalRecovery {
  /// Everything that the processes before this one knew.
  public internal(set) var facts: [TradingFact] = []
  /// What was wrong with the journal, each in a line for a person; empty when nothing was.
  public internal(set) var findings: [String] = []
  /// The segment that goes on; `nil` when a new one has to begin with a snapshot of what was restored.
  var segment: Int?
  /// The highest number that was ever used.
  var lastNumber = 0
}
