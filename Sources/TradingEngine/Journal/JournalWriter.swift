import TradingModel

/// Numbers and stamps entries on their way to a journal.
final class JournalWriter {
  private let journal: any EventJournal
  private let clock: any TradingClock
  private var sequence: UInt64 = 0

  init(journal: any EventJournal, clock: any TradingClock) {
    self.journal = journal
    self.clock = clock
  }

  func append(_ payload: JournalEntry.Payload) {
    sequence &+= 1
    journal.append(JournalEntry(sequence: sequence, tsInit: clock.now, payload: payload))
  }
}
