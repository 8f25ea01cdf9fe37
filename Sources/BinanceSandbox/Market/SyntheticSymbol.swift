import Foundation
import TradingModel

/// The synthetic market of one symbol. Floating point makes prices believable here; what reaches the book is whole ticks.
final class SyntheticSymbol {
  private let market: SymbolMarket
  private let book: MatchingBook
  private unowned let exchange: VenueExchange
  private let random: RandomSource
  private let scale: Double
  private let tick: Int64
  private let step: Int64
  /// The latent price in ticks, and its regime.
  private var latent: Double
  private var regime = 1.0
  private var volatility: Double
  private var drift = 0.0
  /// A typical order's size in steps.
  private let typicalSteps: Double
  private var quotes: [Quote] = []
  /// What keeps a contract near its spot market, where that is served too.
  private var anchor: SpotAnchor?
  private var burst = 0
  private var burstSide = OrderSide.buy

  private struct Quote {
    let id: Int64
    let side: OrderSide
    let price: Int64
  }

  /// How many events the symbol makes, relative to the setting.
  private(set) var intensity = 1.0

  init(
    market: SymbolMarket, book: MatchingBook, exchange: VenueExchange, random: RandomSource, volatility: Double
  ) {
    self.market = market
    self.book = book
    self.exchange = exchange
    self.random = random
    let filters = market.rules.filters
    tick = max(1, filters.tickSize)
    step = max(1, filters.stepSize)
    scale = Double(tick)
    latent = Double(market.rules.initialPrice) / Double(tick)
    // About 60 % a year: 0.6 / sqrt(365 × 86 400) a square-root second.
    self.volatility = 0.000107 * volatility
    typicalSteps = Self.typicalSteps(market)
    anchor = exchange.spotMarket(of: market).map { SpotAnchor(spot: $0, contract: market.rules) }
  }

  /// An order of about 1,500 quote units, in steps.
  private static func typicalSteps(_ market: SymbolMarket) -> Double {
    let rules = market.rules
    let target: Double = rules.quoteAsset == "BTC" ? 0.03 : 1_500
    if market.product == .coinm { return max(1, target * 4 / Double(rules.contractSize)) }
    let price = Double(rules.initialPrice) / Double(FixedText.power(rules.priceDecimals))
    let stepSize = Double(max(1, rules.filters.stepSize)) / Double(FixedText.power(rules.quantityDecimals))
    return max(1, target / price / stepSize)
  }

  var symbol: String { market.symbol }

  /// The operator moved the price: the market goes on from there, and whoever moved it settles it.
  func follow(_ price: Int64) {
    latent = max(20, Double(price) / scale)
    anchor?.rebase(latent)
    for quote in quotes { book.cancelMarketOrder(quote.id) }
    quotes.removeAll()
    quoteDepth()
  }

  // MARK: Life

  /// Fills the book, and the past before the exchange opened.
  func open() {
    seedPast()
    if let start = anchor?.start { latent = max(20, start) }
    quoteDepth()
    exchange.settleMarket(market)
    if market.history.trades.isEmpty { takeMarket() }
  }

  private func quoteDepth() {
    for level in 0..<60 {
      for side in [OrderSide.buy, .sell] {
        for _ in 0..<(level < 3 ? 3 : 1) { quote(side, distance: Double(level) + 0.5) }
      }
    }
  }

  /// A unit of the market's life: prices wander, somebody quotes, cancels or takes.
  func step(elapsed: Double) {
    guard market.rules.status.isAlive else { return }
    move(elapsed)
    let draw = random.unit()
    if isWide, random.chance(0.6) {
      quote(random.chance(0.5) ? .buy : .sell, distance: random.unit() * 0.5)
    } else if burst > 0 || draw < 0.16 {
      takeMarket()
    } else if draw < 0.58 {
      quote(random.chance(0.5) ? .buy : .sell, distance: quoteDistance())
    } else if draw < 0.94 {
      cancelSome()
    } else {
      requote()
    }
    exchange.settleMarket(market)
  }

  /// The latent price moves by its regime's volatility; regimes change now and then.
  private func move(_ elapsed: Double) {
    if random.chance(min(0.5, elapsed / 45)) {
      regime = [0.45, 0.8, 1.0, 1.0, 1.6, 2.8][random.integer(in: 0...5)]
      intensity = 0.7 + 0.3 * regime
      drift = gaussian() * volatility * 0.15
    }
    latent *= 1 + drift * elapsed + gaussian() * volatility * regime * elapsed.squareRoot()
    if anchor != nil {
      let noise = gaussian()
      latent = anchor?.pull(latent, elapsed: elapsed, noise: noise) ?? latent
    }
    // The latent price stays in sight of the book, and never near zero.
    latent = max(latent, 20)
    if let bid = book.best.bid, let ask = book.best.ask {
      let middle = Double(bid.price + ask.price) / 2 / scale
      latent += (middle - latent) * 0.02
    }
  }

  // MARK: Actions

  /// How far from the latent price a new quote is, in units of the typical spread: mostly near, sometimes deep.
  private func quoteDistance() -> Double {
    let draw = random.unit()
    if draw < 0.35 { return random.unit() * 1.5 }
    if draw < 0.8 { return exponential() * 8 }
    return exponential() * 40
  }

  /// The unit of distance in ticks: half a basis point or so, but no finer than a quarter of a tick.
  private var unit: Double { max(0.25, latent * 0.00006) }

  /// Whether the spread is so wide that somebody will quote inside it.
  private var isWide: Bool {
    guard let bid = book.best.bid, let ask = book.best.ask else { return true }
    return Double(ask.price - bid.price) / scale > 3 * unit + 2
  }

  private func quote(_ side: OrderSide, distance: Double) {
    if quotes.count >= 700 { cancelOne() }
    let offset = 0.5 + distance * unit
    let ticks = side == .buy ? (latent - offset).rounded(.down) : (latent + offset).rounded(.up)
    let price = priceOf(ticks)
    guard price > 0 else { return }
    let size = quantity(multiplier: 0.4 + min(distance, 30) * 0.12)
    // A quote that would take trades first, as anybody's would.
    let rest = exchange.takeForMarket(side: side, quantity: size, limit: price, in: market)
    if rest > 0 {
      quotes.append(
        Quote(id: book.restMarketOrder(side: side, price: price, quantity: rest), side: side, price: price))
    }
  }

  private func cancelSome() {
    guard quotes.count > 60 else { return quote(random.chance(0.5) ? .buy : .sell, distance: quoteDistance()) }
    cancelOne()
    refill()
  }

  private func cancelOne() {
    let index = random.integer(in: 0...(quotes.count - 1))
    book.cancelMarketOrder(quotes[index].id)
    quotes.swapAt(index, quotes.count - 1)
    quotes.removeLast()
  }

  /// A market maker moves stale quotes, those farthest from where the price is now, and those on its wrong side.
  private func requote() {
    var kept: [Quote] = []
    var moved = 0
    for quote in quotes {
      let price = Double(quote.price) / scale
      let isWrong = quote.side == .buy ? price > latent + unit : price < latent - unit
      let isFar = abs(price - latent) > unit * 160
      if moved < 6, isWrong || isFar {
        book.cancelMarketOrder(quote.id)
        moved += 1
      } else {
        kept.append(quote)
      }
    }
    quotes = kept
    for _ in 0..<moved { quote(random.chance(0.5) ? .buy : .sell, distance: quoteDistance()) }
    refill()
  }

  /// Keeps both sides deep enough to trade with.
  private func refill() {
    for side in [OrderSide.buy, .sell] where book.levelCount(side) < 25 {
      for _ in 0..<4 { quote(side, distance: quoteDistance()) }
    }
  }

  /// A taker comes, alone or at the head of a burst.
  private func takeMarket() {
    if burst == 0 {
      // Takers lean to where the latent price is.
      let best = book.best
      let middle = Double((best.bid?.price ?? 0) + (best.ask?.price ?? 0)) / 2 / scale
      let lean = min(max((latent - middle) / unit * 0.2, -0.4), 0.4)
      burstSide = random.chance(0.5 + lean) ? .buy : .sell
      burst = random.chance(0.2) ? random.integer(in: 1...5) : 1
    }
    burst -= 1
    let size = quantity(multiplier: random.chance(0.04) ? 12 : 0.7)
    _ = exchange.takeForMarket(side: burstSide, quantity: size, limit: nil, in: market)
    refill()
  }

  // MARK: Numbers

  private func priceOf(_ ticks: Double) -> Int64 {
    guard ticks.isFinite, ticks >= 1, ticks < 9e15 / scale else { return 0 }
    return Int64(ticks) * tick
  }

  /// A log-normal size in whole steps.
  private func quantity(multiplier: Double) -> Int64 {
    let steps = typicalSteps * multiplier * exp(gaussian() * 1.1)
    let bounded = min(max(1, steps), 2e17 / Double(step))
    let size = Int64(bounded) * step
    return min(max(size, market.rules.filters.minQuantity), market.rules.filters.maxQuantity)
  }

  /// An exponentially distributed number of mean 1.
  func exponential() -> Double { -log(1 - random.unit()) }

  private func gaussian() -> Double {
    (-2 * log(1 - random.unit())).squareRoot() * cos(2 * .pi * random.unit())
  }

  // MARK: The past

  /// Candles of the time before the exchange opened, so that a client's first request for history finds one.
  private func seedPast() {
    let now = exchange.clock.now.milliseconds
    let current = market.rules.initialPrice
    for interval in KlineInterval.allCases {
      let open = interval.open(at: now)
      var past: [Kline] = []
      var close = current
      var end = open - 1
      var lastTradeId = market.lastTradeId
      let length = interval.milliseconds ?? 2_629_800_000
      let sigma = volatility * (Double(length) / 1000).squareRoot()
      for _ in 0..<600 where end > 0 {
        let start = interval.open(at: end)
        var kline = pastKline(from: start, to: end, close: close, sigma: min(sigma, 0.08))
        // Numbered back from the first trade that there will be, as long as there are numbers.
        if lastTradeId >= Int64(kline.count) {
          (kline.firstTradeId, kline.lastTradeId) = (lastTradeId - Int64(kline.count) + 1, lastTradeId)
        }
        lastTradeId -= Int64(kline.count)
        past.append(kline)
        close = kline.open
        end = start - 1
      }
      past.reverse()
      if market.product.isFutures {
        market.references.seed(past.suffix(200), interval: interval)
        if interval == .hour8, market.rules.contractType == "PERPETUAL" {
          market.fundings = VenueExchange.pastFundings(of: market.symbol, past)
        }
      }
      // The candle of now begins at the price of now.
      past.append(
        Kline(
          openTime: open, closeTime: interval.close(openingAt: open), open: current, high: current, low: current,
          close: current))
      market.history.seed(past, interval: interval)
    }
  }

  private func pastKline(from start: Int64, to end: Int64, close: Int64, sigma: Double) -> Kline {
    let ticks = Double(close) / scale
    let open = max(tick, priceOf((ticks * (1 + gaussian() * sigma)).rounded()))
    let high = max(open, close) + priceOf((ticks * abs(gaussian()) * sigma * 0.5).rounded())
    let low = max(tick, min(open, close) - priceOf((ticks * abs(gaussian()) * sigma * 0.5).rounded()))
    let minutes = Double(end - start + 1) / 60_000
    let volume = max(step, Int64(min(typicalSteps * 60 * minutes * (0.4 + random.unit()), 1e18 / Double(step))) * step)
    var kline = Kline(openTime: start, closeTime: end, open: open, high: high, low: low, close: close)
    kline.volume = Int128(volume)
    kline.quoteVolume = market.value(price: (open + close) / 2, quantity: volume)
    kline.takerBuyVolume = Int128(volume) / 2
    kline.takerBuyQuote = Amount(units: kline.quoteVolume.units / 2)
    kline.count = max(1, Int(min(minutes * 40, 1e9)))
    return kline
  }
}
