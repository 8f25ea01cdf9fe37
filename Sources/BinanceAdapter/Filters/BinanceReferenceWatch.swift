import Logging
import TradingEngine
import TradingModel
import TradingNetwork

/// Keeps the prices by which the venue judges orders, for the symbols that are traded, by cheap requests in the background.
final class BinanceReferenceWatch {
  private struct Symbol {
    var tradedAt: UnixNanos
    /// Whether it is followed although nothing is traded in it.
    var isFollowed = false
    var needsReference = false
    var average: (price: WideDecimal, minutes: Int, at: UnixNanos)?
    /// The venue's own reference price, which goes before the average; `price` is nil where it has none.
    var reference: (price: WideDecimal?, at: UnixNanos)?
    var mark: (price: WideDecimal, at: UnixNanos)?
    var assetLimits: [String: WideDecimal] = [:]
    var filtersAskedAt: UnixNanos?
    var isAsking = false
    var isReloading = false
  }

  private let session: BinanceHttpSession
  private let logger: Logger
  private var symbols: [String: Symbol] = [:]
  private var timer: (any ClockTimer)?

  /// A price older than this is not known.
  private static let freshness: Duration = .seconds(5)
  private static let interval: Duration = .seconds(3)
  /// How long after its last order a symbol is followed.
  private static let interest: Duration = .seconds(60)
  /// How often it is asked whether a symbol has got a reference price, and what the account's own filters are.
  private static let rareInterval: Duration = .seconds(1_800)
  private static let mostSymbols = 20
  /// Up to so many instruments of a node are followed from the start, so that the first order can be judged as well.
  static let mostFollowed = 5
  /// How far a price may have moved since it was told, in thousandths.
  private static let tolerance = 5

  init(session: BinanceHttpSession, logger: Logger) {
    self.session = session
    self.logger = logger
  }

  private var now: UnixNanos { session.runtime.clock.now }
  private var isFutures: Bool { session.product.accountType.isFutures }
  /// Whether the mark prices of all contracts weigh as much as one of them: then one question serves all that are
  /// followed, which would take much of the account's weight one by one.
  private var asksMarksTogether: Bool { session.product.accountType == .coinFutures }

  func stop() {
    timer?.cancel()
    timer = nil
    symbols = [:]
  }

  /// What is certainly known of a symbol now.
  func knowledge(of symbol: String) -> BinanceFilterCase.Knowledge {
    symbols.index(forKey: symbol).map { knowledge(of: symbols.values[$0], at: now) } ?? BinanceFilterCase.Knowledge()
  }

  private func knowledge(of known: Symbol, at now: UnixNanos) -> BinanceFilterCase.Knowledge {
    func isFresh(_ time: UnixNanos) -> Bool { now - time <= Self.freshness }
    var knowledge = BinanceFilterCase.Knowledge()
    knowledge.assetLimits = known.assetLimits
    if let mark = known.mark, isFresh(mark.at) {
      knowledge.mark = BinancePriceBand(mark.price, tolerance: Self.tolerance)
    }
    // Without word about the reference price it is not known which of the two the venue takes.
    if let reference = known.reference {
      if let price = reference.price {
        if isFresh(reference.at) { knowledge.reference = BinancePriceBand(price, tolerance: Self.tolerance) }
      } else if let average = known.average, isFresh(average.at) {
        knowledge.average = BinancePriceBand(average.price, tolerance: Self.tolerance).map { ($0, average.minutes) }
      }
    }
    return knowledge
  }

  /// Takes that an order was made in a symbol: its prices are followed for a while.
  ///
  /// - Returns: what is certainly known of the symbol now.
  func noteTraded(_ rules: BinanceSymbolRules) -> BinanceFilterCase.Knowledge {
    let now = now
    guard let place = symbols.index(forKey: rules.symbol) else {
      followTraded(rules, at: now)
      return BinanceFilterCase.Knowledge()
    }
    symbols.values[place].tradedAt = now
    symbols.values[place].needsReference = symbols.values[place].isFollowed || needsReference(rules)
    askSoon()
    return knowledge(of: symbols.values[place], at: now)
  }

  private func followTraded(_ rules: BinanceSymbolRules, at now: UnixNanos) {
    guard symbols.count < Self.mostSymbols else { return }
    var symbol = Symbol(tradedAt: now)
    symbol.needsReference = needsReference(rules)
    symbols[rules.symbol] = symbol
    askSoon()
  }

  private func askSoon() {
    guard timer == nil else { return }
    // Soon, but not before the order that gave the reason.
    timer = session.runtime.clock.schedule(after: .milliseconds(50)) { [weak self] in self?.ask() }
  }

  /// Follows a symbol from now on, whether anything is traded in it or not.
  func follow(_ rules: BinanceSymbolRules) {
    if needsReference(rules) { follow(rules.symbol) }
  }

  /// Follows a symbol by its name, whatever its rules are.
  func follow(_ name: String) {
    guard symbols[name] == nil, symbols.count < Self.mostSymbols else { return }
    var symbol = Symbol(tradedAt: .zero)
    symbol.needsReference = true
    symbol.isFollowed = true
    symbols[name] = symbol
    if !asksMarksTogether { ask(name) }
    guard timer == nil else { return }
    // What is followed together begins together.
    let delay = asksMarksTogether ? .zero : Self.interval
    timer = session.runtime.clock.schedule(after: delay) { [weak self] in self?.ask() }
  }

  private func needsReference(_ rules: BinanceSymbolRules) -> Bool {
    rules.percent != nil || rules.notional?.appliesMinimumToMarket == true
  }

  private func ask() {
    let now = now
    symbols = symbols.filter { now - $0.value.tradedAt <= Self.interest || $0.value.isAsking || $0.value.isFollowed }
    guard !symbols.isEmpty else {
      timer = nil
      return
    }
    if asksMarksTogether { askMarks() } else { for name in symbols.keys.sorted() { ask(name) } }
    timer = session.runtime.clock.schedule(after: Self.interval) { [weak self] in self?.ask() }
  }

  private func ask(_ name: String) {
    guard let symbol = symbols[name], !symbol.isAsking else { return }
    if symbol.needsReference {
      if isFutures {
        askMark(name)
      } else {
        askReference(name, symbol)
      }
    }
    guard now - symbol.tradedAt <= Self.interest else { return }
    let isDue = symbol.filtersAskedAt.map { now - $0 > Self.rareInterval } ?? true
    if !isFutures, isDue, !session.connection.us, session.credentials != nil {
      symbols[name]?.filtersAskedAt = now
      askFilters(name)
    }
  }

  private func askMark(_ name: String) {
    var request = BinanceRequest<[BinancePremiumIndex]>.premiumIndex(session.product, symbol: name)
    request.priority = .background
    symbols[name]?.isAsking = true
    session.send(request) { [weak self] result in
      guard let self else { return }
      symbols[name]?.isAsking = false
      guard case .success(let rows) = result, let row = rows.first(where: { $0.symbol == name }) else { return }
      symbols[name]?.mark = (row.markPrice, now)
    }
  }

  /// Asks for the mark prices of all contracts at once.
  private func askMarks() {
    let names = symbols.filter { $0.value.needsReference && !$0.value.isAsking }.map(\.key)
    guard !names.isEmpty else { return }
    for name in names { symbols[name]?.isAsking = true }
    var request = BinanceRequest<[BinancePremiumIndex]>.premiumIndex(session.product)
    request.priority = .background
    session.send(request) { [weak self] result in
      guard let self else { return }
      for name in names { symbols[name]?.isAsking = false }
      guard case .success(let rows) = result else { return }
      for row in rows { symbols[row.symbol]?.mark = (row.markPrice, now) }
    }
  }

  private func askReference(_ name: String, _ symbol: Symbol) {
    let knowsThereIsNone = symbol.reference.map { $0.price == nil && now - $0.at < Self.rareInterval } ?? false
    guard !knowsThereIsNone else { return askAverage(name) }
    symbols[name]?.isAsking = true
    var request = BinanceRequest<WideDecimal?>.referencePrice(symbol: name)
    request.priority = .background
    session.send(request) { [weak self] result in
      guard let self else { return }
      symbols[name]?.isAsking = false
      switch result {
      case .success(let price?): symbols[name]?.reference = (price, now)
      case .success(nil):
        symbols[name]?.reference = (nil, now)
        askAverage(name)
      // -2043: it was never set. A server without the endpoint has none either.
      case .failure(let error) where error.code == -2043 || error.httpStatus == 404:
        symbols[name]?.reference = (nil, now)
        askAverage(name)
      case .failure: break
      }
    }
  }

  private func askAverage(_ name: String) {
    guard symbols[name] != nil else { return }
    symbols[name]?.isAsking = true
    var request = BinanceRequest<BinanceAveragePrice>.avgPrice(session.product, symbol: name)
    request.priority = .background
    session.send(request) { [weak self] result in
      guard let self else { return }
      symbols[name]?.isAsking = false
      if case .success(let average) = result { symbols[name]?.average = (average.price, average.minutes, now) }
    }
  }

  private func askFilters(_ name: String) {
    var request = BinanceRequest<[String: WideDecimal]>.assetLimits(symbol: name)
    request.priority = .background
    session.send(request) { [weak self] result in
      if case .success(let limits) = result { self?.symbols[name]?.assetLimits = limits }
    }
  }

  /// Loads a symbol's rules anew, once at a time.
  func reload(_ instrument: Instrument, with provider: BinanceInstrumentProvider) {
    let name = instrument.rawSymbol
    guard symbols[name]?.isReloading == false else { return }
    symbols[name]?.isReloading = true
    provider.load(.ids([instrument.id])) { [weak self] result in
      guard let self else { return }
      symbols[name]?.isReloading = false
      if case .failure(let error) = result { logger.info("the rules of \(name) could not be loaded anew: \(error)") }
    }
  }
}
