import TradingEngine
import TradingModel

extension BinanceDataClientCore {
  /// Looks up instruments and their status from time to time.
  func startPolling() {
    if let interval = config.instrumentStatusPollInterval, interval > .zero { poll(every: interval) }
    if let interval = config.updateInstrumentsInterval, interval > .zero,
      interval != config.instrumentStatusPollInterval
    {
      poll(every: interval)
    }
  }

  private func poll(every interval: Duration) {
    let timer = clock.schedule(after: interval) { [weak self] in
      guard let self, isConnected else { return }
      provider.loadInstruments(and: lateInstruments) { [weak self] result in
        guard let self, isConnected else { return }
        switch result {
        case .success(let missing):
          adoptInstruments()
          tellStatusChanges(missing: missing)
        case .failure(let error):
          reportOnce("refresh", "\(id): the instruments could not be refreshed: \(error); trying again later")
        }
        poll(every: interval)
      }
    }
    pollTimers = pollTimers.suffix(3) + [timer]
  }

  /// Tells the status of instruments that changed, and of those that the venue does not list any more.
  private func tellStatusChanges(missing: Set<InstrumentId>) {
    for slot in slots.indices {
      let status = missing.contains(slots[slot].instrument.id) ? "NOT_LISTED" : slots[slot].instrument.status
      guard status != slots[slot].lastStatus else { continue }
      slots[slot].lastStatus = status
      tellStatus(slot: slot)
    }
  }

  func tellStatus(slot: Int) {
    let now = clock.now
    let raw = slots[slot].lastStatus
    let action = Self.action(raw)
    sink.process(
      InstrumentStatus(
        instrumentId: slots[slot].instrument.id, action: action, raw: raw, isTrading: action == .trading, tsEvent: now,
        tsInit: now))
  }

  /// What the venue's status words mean.
  private static func action(_ raw: String) -> InstrumentStatus.Action {
    switch raw {
    case "TRADING": .trading
    case "BREAK", "HALT", "AUCTION_MATCH": .halt
    case "PRE_TRADING", "PENDING_TRADING": .preOpen
    case "POST_TRADING", "PRE_DELIVERING", "PRE_SETTLE": .postClose
    case "END_OF_DAY", "SETTLING", "DELIVERING", "CLOSE": .close
    case "CANCEL_ONLY": .cancelOnly
    case "DELIVERED", "NOT_LISTED": .delisted
    default: .unknown
    }
  }
}
