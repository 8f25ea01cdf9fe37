import BinanceAdapter
import TradingEngine
import TradingModel

/// One run of `watch` on its loop: connect, subscribe, print, stop.
final class WatchRun {
  let kernel: TradingKernel
  let client: BinanceDataClient
  let printer: WatchPrinter
  private let instruments: [InstrumentId]
  private let selections: [DataSelection]
  private let rule: StopRule
  private let withStatistics: Bool
  private let clock: any TradingClock
  private var completion: ((Result<Void, any Error>) -> Void)?
  private var hasTrouble = false

  init(
    kernel: TradingKernel, client: BinanceDataClient, printer: WatchPrinter, instruments: [InstrumentId],
    selections: [DataSelection], rule: StopRule, withStatistics: Bool
  ) {
    self.kernel = kernel
    self.client = client
    self.printer = printer
    self.instruments = instruments
    self.selections = selections
    self.rule = rule
    self.withStatistics = withStatistics
    clock = kernel.clock
  }

  /// Runs until a rule, ``stop()`` or a failure ends it. `completion` is called once, on the loop.
  func start(completion: @escaping (Result<Void, any Error>) -> Void) {
    self.completion = completion
    kernel.register(client)
    if let time = rule.time { clock.schedule(after: time) { [weak self] in self?.stop() } }
    client.connect { [weak self] result in
      guard let self, self.completion != nil else { return }
      switch result {
      case .failure(let error): end(.failure(CommandFailure(connecting: error)))
      case .success: subscribe()
      }
    }
  }

  private func subscribe() {
    for id in instruments {
      for selection in selections {
        if let problem = client.problem(with: selection.subscription(id)) {
          return end(.failure(CommandFailure(.usage, problem)))
        }
      }
    }
    printer.onData = { [weak self] in self?.noteData() }
    kernel.bus.subscribe(topic: DataEngine.connectionTopic(client.id), of: ConnectionState.self) { [weak self] state in
      self?.note(state)
    }
    kernel.start()
    for id in instruments {
      for selection in selections { kernel.dataEngine.subscribe(printer, to: selection.subscription(id)) }
    }
    watchSilence()
  }

  private func noteData() {
    if let count = rule.count, printer.statistics.messages >= count { stop() }
  }

  /// Tells connection states from the first trouble on, so that undisturbed output holds nothing but data.
  private func note(_ state: ConnectionState) {
    let isTrouble = state.state == .stale || state.state == .reconnecting
    if isTrouble { hasTrouble = true }
    if hasTrouble { printer.receive(state) }
  }

  private func watchSilence() {
    clock.schedule(after: .milliseconds(50)) { [weak self] in
      guard let self, completion != nil else { return }
      let silence = clock.monotonicNow - printer.lastData
      if printer.isClosed || rule.isIdle(silence: silence, isReconnecting: client.isDisturbed) { return stop() }
      watchSilence()
    }
  }

  /// Ends the run in good order.
  func stop() {
    guard completion != nil else { return }
    printer.finish(books: finalBooks(), withStatistics: withStatistics)
    do throws(CommandFailure) {
      try printer.check()
      end(.success(()))
    } catch {
      end(.failure(error))
    }
  }

  private func finalBooks() -> [(book: OrderBook, status: BookStatus)] {
    guard selections.contains(.book) else { return [] }
    return instruments.map { id in
      let status =
        kernel.cache.bookStatus(id)
        ?? BookStatus(
          instrumentId: id, state: .stale, sequence: 0, reason: "no data yet", tsEvent: clock.now, tsInit: clock.now)
      let instrument = client.instruments.first { $0.id == id }
      let empty = OrderBook(
        instrumentId: id, pricePrecision: instrument?.pricePrecision ?? 0,
        sizePrecision: instrument?.sizePrecision ?? 0)
      return (kernel.cache.book(id) ?? empty, status)
    }
  }

  private func end(_ result: Result<Void, any Error>) {
    guard let completion else { return }
    self.completion = nil
    if kernel.state == .running { kernel.stop() }
    client.disconnect { completion(result) }
  }
}
