import TradingModel

/// Replays recordings on an exchange: every message in order, at its own pace or faster, verbatim.
final class RecordedMarket: MarketSource {
  private unowned let exchange: VenueExchange
  private let settings: RecordedSettings
  private let clock: any TradingClock
  private var players: [RecordingPlayer] = []
  private var startTimer: (any ClockTimer)?
  private var startDeadline: UnixNanos?
  private var isStarted = false
  private var isStopped = false

  /// Told once when a recording cannot be read on.
  var onFailure: ((RecordingError) -> Void)?
  /// Told when the last recording has been played to its end.
  var onFinished: (() -> Void)?

  /// Lists the recordings' symbols on the exchange; files of one symbol are played one after the other.
  ///
  /// The files must be of the exchange's product.
  init(exchange: VenueExchange, files: [RecordingFile], settings: RecordedSettings) throws(RecordingError) {
    self.exchange = exchange
    self.settings = settings
    self.clock = exchange.clock
    var order: [String] = []
    var bySymbol: [String: [RecordingFile]] = [:]
    for file in files where file.product == exchange.product {
      if bySymbol[file.symbol] == nil { order.append(file.symbol) }
      bySymbol[file.symbol, default: []].append(file)
    }
    for symbol in order {
      let parts = (bySymbol[symbol] ?? []).sorted { $0.firstTime < $1.firstTime }
      players.append(try RecordingPlayer(exchange: exchange, files: parts, settings: settings))
    }
    for player in players {
      player.onFailure = { [weak self] error in self?.onFailure?(error) }
      player.onFinished = { [weak self] in self?.playerFinished() }
    }
  }

  /// Whether every recording was played to its end.
  var isFinished: Bool { players.allSatisfy(\.isFinished) }

  func start() {
    if !settings.startsOnFirstSubscription { begin() }
  }

  func stop() {
    isStopped = true
    startTimer?.cancel()
    for player in players { player.stop() }
  }

  func subscribed(symbol: String, toDepth: Bool) {
    if toDepth { players.first { $0.symbol == symbol }?.hasDepthSubscriber = true }
    guard settings.startsOnFirstSubscription, !isStarted, !isStopped else { return }
    // A client opens several connections and subscribes on each: begin when it has been quiet for a moment.
    let latest = startDeadline ?? clock.monotonicNow.advanced(by: .seconds(5 * settings.subscriptionQuiet))
    startDeadline = latest
    let quiet = min(clock.monotonicNow.advanced(by: .seconds(settings.subscriptionQuiet)), latest)
    startTimer?.cancel()
    let delay = quiet - clock.monotonicNow
    startTimer = clock.schedule(after: max(delay, .zero)) { [weak self] in self?.begin() }
  }

  func depthRequested(symbol: String) { players.first { $0.symbol == symbol }?.depthRequested() }

  private func begin() {
    guard !isStarted, !isStopped else { return }
    isStarted = true
    for player in players { player.start() }
  }

  private func playerFinished() {
    if isFinished { onFinished?() }
  }
}
