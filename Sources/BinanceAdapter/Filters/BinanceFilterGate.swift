import Logging
import TradingEngine
import TradingModel
import TradingNetwork

/// Stands between an execution client and the venue: denies locally what the venue would certainly refuse.
///
/// It never delays an order. What it needs to know of the market is asked for in the background while a symbol is traded
/// (``BinanceReferenceWatch``); as long as it is unknown or too old, the venue judges.
final class BinanceFilterGate {
  private let session: BinanceHttpSession
  private let provider: BinanceInstrumentProvider
  private let watch: BinanceReferenceWatch
  private var rules: [String: BinanceSymbolRules] = [:]
  private var balances: [String: WideDecimal] = [:]
  private var areBalancesKnown = false

  /// Rules older than this deny nothing: the venue may have changed them. They are loaded anew long before.
  private static let rulesLimit: Duration = .seconds(3_600)
  private static let rulesRefresh: Duration = .seconds(1_200)
  /// How long a status is believed that refuses orders.
  private static let statusLimit: Duration = .seconds(10)

  init(session: BinanceHttpSession, provider: BinanceInstrumentProvider, logger: Logger) {
    self.session = session
    self.provider = provider
    watch = BinanceReferenceWatch(session: session, logger: logger)
  }

  private var now: UnixNanos { session.runtime.clock.now }

  /// Ends the background requests.
  func stop() {
    watch.stop()
    areBalancesKnown = false
  }

  /// Learns the prices by which the venue judges orders before the first order, where a node has few instruments.
  func follow(_ instruments: [Instrument]) {
    guard instruments.count <= BinanceReferenceWatch.mostFollowed else { return }
    for instrument in instruments { watch.follow(rules(of: instrument)) }
  }

  /// Learns what something costs that is not traded here.
  func follow(priceOf symbol: String) { watch.follow(symbol) }

  /// Takes the account's balances, all of them or those that changed.
  func note(_ state: AccountState) {
    for balance in state.balances { balances[balance.currency.code] = balance.total.amount }
    areBalancesKnown = true
  }

  /// Takes that the account's events do not arrive, so that its balances are not known.
  func forgetAccount() { areBalancesKnown = false }

  /// Why the venue would certainly refuse a request for orders, with the rule and the numbers.
  ///
  /// - Parameters:
  ///   - parameters: those that would go to the venue; of one order, or of a list.
  ///   - live: how many orders the account has open at most.
  ///   - counts: the account's open orders in detail; asked for only where a limit may be reached.
  func denial(
    of parameters: BinanceParameters, _ instrument: Instrument, purpose: BinanceOrderRequest.Purpose = .placement,
    paysFromWorking: Bool = false, live: Int, counts: @autoclosure () -> BinanceOpenOrderCounts?
  ) -> String? {
    let rules = rules(of: instrument)
    var knowledge = watch.noteTraded(rules)
    let age = now - rules.loadedAt
    if age > Self.rulesRefresh { watch.reload(instrument, with: provider) }
    guard age <= Self.rulesLimit else { return nil }
    let legs = BinanceOrderRequest.orders(in: parameters, purpose: purpose)
    knowledge.isStatusFresh = age <= Self.statusLimit
    if rules.maxPosition != nil, areBalancesKnown, !rules.accountType.isMargin {
      knowledge.baseTotal = balances[rules.base] ?? .zero
    }
    if purpose == .placement, rules.maxPosition != nil || live >= rules.smallestLimit(for: legs) {
      knowledge.counts = counts()
    }
    for leg in legs {
      let subject = BinanceFilterCase(order: leg, rules: rules, knowledge: knowledge)
      if let denial = BinanceOrderCheck.denial(subject) {
        if denial.code == "MARKET_CLOSED" { watch.reload(instrument, with: provider) }
        return denial.description
      }
    }
    return BinanceListChecks.denial(
      legs, rules, paysFromWorking: paysFromWorking, openLists: knowledge.counts?.lists,
      allLists: knowledge.counts?.allLists)?.description
  }

  /// About what a symbol costs now, if that is known.
  func reference(of symbol: String) -> WideDecimal? {
    let known = watch.knowledge(of: symbol)
    return (known.reference ?? known.average?.price)?.high
  }

  /// Why the venue would certainly refuse another amendment of an order that was amended so often.
  func denialOfAmendment(number: Int, _ instrument: Instrument) -> String? {
    let rules = rules(of: instrument)
    guard now - rules.loadedAt <= Self.rulesLimit else { return nil }
    return BinanceOrderCheck.count("MAX_NUM_ORDER_AMENDS", rules.counts["MAX_NUM_ORDER_AMENDS"], number)?.description
  }

  private func rules(of instrument: Instrument) -> BinanceSymbolRules {
    if let known = rules[instrument.rawSymbol], known.loadedAt == instrument.tsInit, known.status == instrument.status {
      return known
    }
    let made = BinanceSymbolRules(instrument, accountType: session.product.accountType)
    rules[instrument.rawSymbol] = made
    return made
  }
}
