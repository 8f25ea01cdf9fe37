import TradingModel

@testable import BinanceSandbox

/// An exchange with one symbol, accounts with money, and everything it tells written down.
final class ExchangeFixture: VenueListener {
  let clock = ManualClock()
  let accounts = AccountRegistry()
  let ledger = SandboxLedger()
  let exchange: VenueExchange
  let market: SymbolMarket
  let alice: SandboxAccount
  let bob: SandboxAccount

  private(set) var trades: [MarketTrade] = []
  private(set) var aggregates: [AggregateTrade] = []
  private(set) var depths: [DepthChange] = []
  private(set) var tops: [BookTop] = []
  private(set) var klines: [(interval: KlineInterval, kline: Kline)] = []
  private(set) var reports: [ExecutionReport] = []
  private(set) var lists: [OrderListReport] = []
  private(set) var updates: [AccountUpdate] = []
  private(set) var marginCalls: [[PositionSnapshot]] = []
  /// The order in which things were told.
  private(set) var told: [String] = []

  init(product: SandboxProduct = .spot, symbol: String = "BTCUSDT", seed: UInt64 = 7) {
    exchange = VenueExchange(
      product: product, clock: clock, random: RandomSource(seed: seed), accounts: accounts, ledger: ledger)
    exchange.listDefaults()
    market = exchange.market(symbol) ?? exchange.markets[0]
    alice = accounts.openFunded(name: "alice")
    bob = accounts.openFunded(name: "bob")
    exchange.listener = self
  }

  /// Places an order from `name=value` words.
  @discardableResult
  func place(_ words: String, by account: SandboxAccount? = nil) throws(VenueError) -> PlacedOrder {
    try exchange.place(parameters(words), for: account ?? alice)
  }

  func parameters(_ words: String) -> RequestParameters {
    var result = RequestParameters(["symbol": market.symbol])
    for word in words.split(separator: " ") {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      result[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    }
    return result
  }

  /// Adds liquidity of the market itself.
  func liquidity(_ side: OrderSide, _ price: String, _ quantity: String) {
    guard let book = market.book as? MatchingBook else { return }
    book.restMarketOrder(
      side: side, price: FixedText.parse(price, decimals: market.rules.priceDecimals) ?? 0,
      quantity: FixedText.parse(quantity, decimals: market.rules.quantityDecimals) ?? 0)
    exchange.settleMarket(market)
  }

  /// The refusal of a request, as text.
  func refusal(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "accepted"
    } catch let error as VenueError {
      return "\(error.code) \(error.message)"
    } catch {
      return "\(error)"
    }
  }

  func venue(_ exchange: VenueExchange, traded trade: MarketTrade, in market: SymbolMarket) {
    trades.append(trade)
    told.append("trade")
  }
  func venue(_ exchange: VenueExchange, aggregated trade: AggregateTrade, in market: SymbolMarket) {
    aggregates.append(trade)
    told.append("aggTrade")
  }
  func venue(_ exchange: VenueExchange, bookTop: BookTop, in market: SymbolMarket) {
    tops.append(bookTop)
    told.append("bookTicker")
  }
  func venue(_ exchange: VenueExchange, depth: DepthChange, in market: SymbolMarket) {
    depths.append(depth)
    told.append("depth")
  }
  func venue(_ exchange: VenueExchange, closed kline: Kline, interval: KlineInterval, in market: SymbolMarket) {
    klines.append((interval, kline))
  }
  func venue(_ exchange: VenueExchange, executed report: ExecutionReport) {
    reports.append(report)
    told.append(report.type.rawValue)
  }
  func venue(_ exchange: VenueExchange, account update: AccountUpdate) {
    updates.append(update)
    told.append("balances")
  }
  func venue(_ exchange: VenueExchange, marginCall account: SandboxAccount, positions: [PositionSnapshot]) {
    marginCalls.append(positions)
  }
  func venue(_ exchange: VenueExchange, orderList report: OrderListReport) {
    lists.append(report)
    told.append("list \(report.statusType)")
  }
}
