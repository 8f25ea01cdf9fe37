import BinanceAdapter
import TradingEngine
import TradingModel
import TradingNetwork

/// Plays a recording through the same client and kernel that live data goes through, in virtual time.
struct ReplayRun {
  let path: String
  let plan: StreamOptions.Plan
  let wanted: [InstrumentId]

  private static let place = "127.0.0.1:80"
  /// The client is connected and subscribed before the first line comes; what is counted in seconds begins with that line.
  private static let lead: Duration = .seconds(10)

  /// Plays to the end, or until a rule or `isInterrupted` ends it.
  func run(isInterrupted: () -> Bool) throws {
    guard let survey = try RecordingReader.survey(path, isInterrupted: isInterrupted) else { return }
    let instruments = try chosen(survey)
    let first = survey.firstTime ?? .zero
    let world = SimulatedWorld(seed: 1, start: first.advanced(by: .zero - Self.lead))
    defer { world.shutDown() }
    world.network.latency = SimulatedLatency(base: .zero, jitter: .zero, connectRoundTrips: 0)
    let reader = try RecordingReader(path: path)
    let venue = BinanceRecordedVenue(world: world, survey: survey) { try reader.next() }
    world.network.register(venue, at: Self.place)
    let runtime = world.runtime()
    let kernel = TradingKernel(clock: runtime.clock)
    let client = try MarketDataClientMaker.make(
      config(survey, instruments), runtime: runtime, sink: kernel.dataEngine)
    let printer = WatchPrinter(options: plan.printing, clock: runtime.clock, lead: Self.lead)
    var rule = plan.rule
    rule.time = rule.time.map { $0 + Self.lead }
    let watch = WatchRun(
      kernel: kernel, client: client, printer: printer, instruments: instruments, selections: plan.selections,
      rule: rule, withStatistics: plan.withStatistics)
    var result: Result<Void, any Error>?
    watch.start { result = $0 }
    venue.start()
    while result == nil, !venue.isFinished {
      if isInterrupted() { break }
      world.run(until: { result != nil || venue.isFinished || isInterrupted() }, limit: .seconds(10))
    }
    if result == nil {
      world.run(for: .seconds(1))
      watch.stop()
      world.run(for: .seconds(1))
    }
    try result?.get()
    if let failure = venue.failure { throw failure }
  }

  private func chosen(_ survey: BinanceRecordingSurvey) throws(CommandFailure) -> [InstrumentId] {
    let known = survey.instruments().map(\.id)
    guard let stranger = wanted.first(where: { !known.contains($0) }) else { return wanted.isEmpty ? known : wanted }
    let names = known.map(\.text).joined(separator: ", ")
    throw CommandFailure(.usage, "\(stranger) is not in \(path); it holds \(names)")
  }

  private func config(_ survey: BinanceRecordingSurvey, _ instruments: [InstrumentId]) -> BinanceDataClientConfig {
    BinanceDataClientConfig(
      accountType: survey.accountType, baseURLHTTP: "http://\(Self.place)", baseURLWS: "ws://\(Self.place)",
      instrumentProvider: BinanceInstrumentProviderConfig(loadIds: instruments), instrumentStatusPollInterval: nil,
      updateInstrumentsInterval: nil)
  }
}
