import TradingModel

/// A seeded, believable market: a latent price that wanders through quiet and wild regimes, market makers who quote around
/// it in depth, and takers who arrive at random and in bursts.
///
/// Everything goes through the exchange's book, so users' orders trade with it as they would with anybody. In virtual time
/// the same seed makes the same market.
final class SyntheticMarket: MarketSource {
  private unowned let exchange: VenueExchange
  private let settings: SyntheticSettings
  private let clock: any TradingClock
  private var traders: [SyntheticSymbol] = []
  private var timers: [(any ClockTimer)?] = []
  private var isRunning = false

  init(exchange: VenueExchange, settings: SyntheticSettings, random: RandomSource) {
    self.exchange = exchange
    self.settings = settings
    self.clock = exchange.clock
    for market in exchange.markets where !market.isRecorded {
      guard settings.symbols.isEmpty || settings.symbols.contains(market.symbol),
        let book = market.book as? MatchingBook
      else { continue }
      traders.append(
        SyntheticSymbol(
          market: market, book: book, exchange: exchange, random: random.split(), volatility: settings.volatility))
    }
    timers = Array(repeating: nil, count: traders.count)
  }

  /// Makes a market in a contract that was listed while it runs.
  func add(_ market: SymbolMarket) {
    guard settings.symbols.isEmpty, let book = market.book as? MatchingBook else { return }
    let trader = SyntheticSymbol(
      market: market, book: book, exchange: exchange, random: RandomSource(seed: UInt64(market.index) &* 7_919 &+ 11),
      volatility: settings.volatility)
    traders.append(trader)
    timers.append(nil)
    guard isRunning else { return }
    trader.open()
    schedule(traders.count - 1)
  }

  func start() {
    guard !isRunning else { return }
    isRunning = true
    for (index, trader) in traders.enumerated() {
      trader.open()
      schedule(index)
    }
  }

  func stop() {
    isRunning = false
    for timer in timers { timer?.cancel() }
    timers = Array(repeating: nil, count: traders.count)
  }

  func moved(symbol: String, to price: Int64, in exchange: VenueExchange) {
    guard exchange === self.exchange else { return }
    for trader in traders where trader.symbol == symbol { trader.follow(price) }
  }

  /// The next event of a symbol comes after an exponentially distributed time.
  private func schedule(_ index: Int) {
    let trader = traders[index]
    let rate = max(0.01, settings.eventsPerSecond * trader.intensity)
    let seconds = min(10, trader.exponential() / rate)
    timers[index] = clock.schedule(after: .nanoseconds(Int64(seconds * 1e9) + 1)) { [weak self] in
      guard let self, self.isRunning else { return }
      trader.step(elapsed: seconds)
      self.schedule(index)
    }
  }
}
