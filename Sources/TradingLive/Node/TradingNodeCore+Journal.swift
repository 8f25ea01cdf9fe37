import Logging
import TradingEngine
import TradingModel
import TradingNetwork
import TradingStore

extension TradingNodeCore {
  /// Opens the journal, brings back what it holds, and keeps what happens from now on; nothing has connected yet.
  func openJournal() throws(NodeError) {
    do throws(StoreError) {
      var device = journalDevice
      if device == nil { device = try makeJournalDevice() }
      guard let device else { return }
      let journal = try NodeJournal(
        device: device, traderId: config.traderId.text,
        options: NodeJournal.Options(
          segmentSize: config.journal.segmentSize, keptSegments: config.journal.segments,
          synchronizesCommits: config.journal.sync == .everyCommit))
      for finding in journal.recovery.findings { log.error("journal: \(finding)") }
      journal.problemChanged = { [log] problem in
        if let problem { log.critical("journal: \(problem)") } else { log.warning("journal: it can be written again") }
      }
      if let journalBackground { journal.inBackground = journalBackground }
      kernel.restore(journal.recovery.facts)
      try journal.begin { [unowned kernel] in kernel.snapshot() }
      kernel.keep(in: journal)
      self.journal = journal
      if config.journal.sync == .everySecond { synchronizeJournal() }
    } catch {
      throw NodeError(step: .building, reason: "the journal cannot be used: \(error)", causes: [error])
    }
  }

  private func makeJournalDevice() throws(StoreError) -> (any JournalDevice)? {
    guard config.journal.enabled, let stateDirectory else { return nil }
    return try FolderJournalDevice(directory: stateDirectory + "/journal")
  }

  private func synchronizeJournal() {
    journalTimer = world.runtime.clock.schedule(after: .seconds(1)) { [weak self] in
      guard let self, let journal else { return }
      journal.synchronize()
      synchronizeJournal()
    }
  }

  /// Writes what is left, once nothing can happen any more.
  func closeJournal() {
    journalTimer?.cancel()
    journalTimer = nil
    journal?.close()
    journal = nil
  }
}
