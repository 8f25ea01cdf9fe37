import TradingEngine
import TradingModel

@testable import BinanceSandbox

/// The sandbox's exchange alone, with rules and a book that a seed varies: what it refuses is the truth that the adapter's
/// filters are measured by. It speaks in texts, so that client and exchange share no type.
final class JudgedVenue {
  /// What the venue and the account look like from outside.
  struct Outlook {
    var average: String
    var mark: String
    var baseTotal: String
    var orders = 0
    var algoOrders = 0
    var icebergOrders = 0
    var lists = 0
    var buying: [String] = []
    var amendments: [String: Int] = [:]
  }

  let exchange: VenueExchange
  let symbol: String
  let isFutures: Bool
  private let clock = ManualClock(start: UnixNanos(milliseconds: 1_790_000_000_000))
  private let market: SymbolMarket
  private let account: SandboxAccount

  init(product: SandboxProduct, symbol: String, seed: UInt64) {
    let random = RandomSource(seed: seed)
    let accounts = AccountRegistry()
    exchange = VenueExchange(
      product: product, clock: clock, random: random.split(), accounts: accounts, ledger: SandboxLedger())
    exchange.listDefaults()
    market = exchange.market(symbol) ?? exchange.markets[0]
    self.symbol = market.symbol
    isFutures = product.isFutures
    account = accounts.openFunded(name: "alice")
    vary(random)
    exchange.moveMarkPrices()
  }

  /// Bends the rules, so that every filter has something to say.
  private func vary(_ random: RandomSource) {
    func chance(_ percent: Int) -> Bool { random.integer(in: 1...100) <= percent }
    if chance(30) { market.rules.filters.minPrice = 0 }
    if chance(20) { market.rules.filters.maxPrice = isFutures ? market.rules.filters.maxPrice : 0 }
    if chance(20) { market.rules.filters.tickSize *= 5 }
    if chance(30) { market.rules.filters.stepSize *= 10 }
    if chance(30), !isFutures { market.rules.filters.minQuantity = market.rules.filters.stepSize * 3 }
    if chance(30) { market.rules.filters.marketMaxQuantity /= 50 }
    if chance(20), !isFutures { market.rules.filters.marketStepSize = market.rules.filters.stepSize * 2 }
    if chance(30) { market.rules.filters.appliesMinToMarket.toggle() }
    if chance(30) { market.rules.filters.appliesMaxToMarket.toggle() }
    if chance(50) { market.rules.filters.icebergParts = random.integer(in: 5...50) }
    if chance(50), !isFutures {
      market.rules.filters.bidMultiplierUp = 12_000
      market.rules.filters.bidMultiplierDown = 8_000
      market.rules.filters.askMultiplierUp = 13_000
      market.rules.filters.askMultiplierDown = 9_000
    }
    if chance(30) { market.rules.filters.maxOrders = random.integer(in: 1...6) }
    if chance(30), !isFutures { market.rules.filters.maxAlgoOrders = random.integer(in: 1...3) }
    if chance(30) { market.rules.filters.maxIcebergOrders = random.integer(in: 1...3) }
    if chance(30), !isFutures {
      market.rules.filters.maxPosition = account.wallet(.spot)["BTC"].total + Amount(whole: 1)
    }
    if chance(10), !isFutures { market.rules.status = .pause }
    if chance(20), !isFutures { market.rules.orderTypes.removeAll { $0 == "TAKE_PROFIT" } }
  }

  /// The venue's answer to a question about its rules.
  var exchangeInfo: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("serverTime", clock.now.milliseconds)
      writer.key("symbols")
      writer.array {
        SymbolPayloads.symbol(market.rules, product: exchange.product, showPermissionSets: false, into: &$0)
      }
    }
    return writer.bytes
  }

  var now: UnixNanos { clock.now }
  var lastPrice: Int64 { market.lastPrice }
  var priceDecimals: Int { market.rules.priceDecimals }
  var quantityDecimals: Int { market.rules.quantityDecimals }
  var tick: Int64 { market.rules.filters.tickSize }
  var step: Int64 { market.rules.filters.stepSize }

  var outlook: Outlook {
    let open = exchange.orders.openOrders(account: account, symbol: symbol)
    var outlook = Outlook(
      average: market.rules.priceText(
        market.averagePrice(minutes: market.rules.filters.averagePriceMinutes, at: clock.now)),
      mark: market.rules.priceText(market.mark.mark),
      baseTotal: account.wallet(exchange.product)[market.rules.baseAsset].total.description)
    outlook.orders = open.count
    outlook.algoOrders = open.count { $0.type.isConditionalSpot }
    outlook.icebergOrders = open.count { $0.icebergQuantity > 0 }
    outlook.lists = exchange.openOrderLists(for: account).count
    outlook.buying = open.filter { $0.side == .buy }.map { market.rules.quantityText($0.remaining) }
    return outlook
  }

  /// Why the venue refuses an order, without making it; nil when it takes it.
  func refusal(_ parameters: [(name: String, value: String)]) -> String? {
    attempt { try self.exchange.test(self.request(parameters), for: self.account) }
  }

  /// Makes an order that stays open, to fill the counters.
  func place(_ parameters: [(name: String, value: String)]) {
    _ = attempt { _ = try self.exchange.place(self.request(parameters), for: self.account) }
  }

  private func request(_ parameters: [(name: String, value: String)]) -> RequestParameters {
    RequestParameters(Dictionary(parameters.map { ($0.name, $0.value) }) { $1 })
  }

  private func attempt(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch let error as VenueError {
      return "\(error.code) \(error.message)"
    } catch {
      return "\(error)"
    }
  }
}
