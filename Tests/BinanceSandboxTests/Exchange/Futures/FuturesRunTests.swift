import Testing
import TradingModel

@testable import BinanceSandbox

/// What an account's trades make of its positions and its wallet, by rules written anew in whole numbers.
private struct Recomputation {
  struct Leg: Hashable {
    let symbol: String
    let side: PositionSide
  }

  struct Position {
    var quantity: Int128 = 0
    /// In units of 10^-16 of the margin asset.
    var cost: Int128 = 0
  }

  var positions: [Leg: Position] = [:]
  var profit: [String: Int128] = [:]
  var commission: [String: Int128] = [:]

  private func power(_ exponent: Int) -> Int128 { (0..<exponent).reduce(1) { result, _ in result * 10 } }

  private func value(_ rules: SymbolRules, _ price: Int64, _ quantity: Int128) -> Int128 {
    guard rules.marginAsset == rules.baseAsset else {
      return Int128(price) * quantity * power(16 - rules.priceDecimals - rules.quantityDecimals)
    }
    return quantity * Int128(rules.contractSize) * power(16 + rules.priceDecimals)
      / (Int128(price) * power(rules.quantityDecimals))
  }

  /// Books a trade.
  ///
  /// - Returns: its realized profit in units of 10^-8.
  mutating func take(_ trade: AccountTrade, _ rules: SymbolRules) -> Int128 {
    let leg = Leg(symbol: trade.symbol, side: trade.positionSide)
    var position = positions[leg] ?? Position()
    let isLong = position.quantity > 0
    let filled = Int128(trade.quantity)
    let held = position.quantity < 0 ? -position.quantity : position.quantity
    let opens = held == 0 || isLong == (trade.side == .buy)
    let closing = opens ? 0 : min(held, filled)
    var gain: Int128 = 0
    if closing > 0 {
      let entry = position.cost * closing / held
      let exit = value(rules, trade.price, closing)
      let isInverse = rules.marginAsset == rules.baseAsset
      gain = isLong != isInverse ? exit - entry : entry - exit
      position.cost -= entry
      position.quantity += isLong ? -closing : closing
    }
    if filled > closing {
      position.quantity += trade.side == .buy ? filled - closing : closing - filled
      position.cost += value(rules, trade.price, filled - closing)
    }
    positions[leg] = position
    profit[rules.marginAsset, default: 0] += gain / 100_000_000
    commission[rules.marginAsset, default: 0] += trade.commission.units
    return gain / 100_000_000
  }
}

@Suite("A long run of the futures exchanges")
struct FuturesRunTests {
  private struct Run {
    let fixture: ExchangeFixture
    let product: SandboxProduct
    let isHedge: Bool
    let random: RandomSource
    let symbols: [String]
    var accounts: [SandboxAccount] { fixture.accounts.accounts }

    init(_ product: SandboxProduct, isHedge: Bool, seed: UInt64) throws {
      let perpetual = product == .usdm ? "BTCUSDT" : "BTCUSD_PERP"
      fixture = ExchangeFixture(product: product, symbol: perpetual, seed: seed)
      self.product = product
      self.isHedge = isHedge
      random = RandomSource(seed: seed &* 31 &+ 7)
      let exchange = fixture.exchange
      symbols = [perpetual] + exchange.markets.filter { $0.rules.contractType != "PERPETUAL" }.map(\.symbol)
      var settings = SyntheticSettings()
      settings.symbols = symbols
      let source = SyntheticMarket(exchange: exchange, settings: settings, random: RandomSource(seed: seed))
      exchange.start()
      source.start()
      Self.sources.append(source)
      let asset = product == .usdm ? "USDT" : "BTC"
      for name in ["carol", "dave", "erin"] { _ = fixture.accounts.openFunded(name: name) }
      for account in accounts {
        account.wallet(product)[asset] = .init(
          free: product == .usdm ? Amount(whole: 20_000) : Amount(units: 30_000_000))
        if isHedge { try exchange.setPositionMode(RequestParameters(["dualSidePosition": "true"]), for: account) }
        for symbol in symbols {
          let high = RequestParameters(["symbol": symbol, "leverage": "75"])
          _ = try exchange.setLeverage(high, for: account)
        }
      }
      let isolated = RequestParameters(["symbol": perpetual, "marginType": "ISOLATED"])
      for account in accounts.suffix(2) { try exchange.setMarginType(isolated, for: account) }
      fixture.clock.advance(by: .seconds(1))
    }

    /// Markets keep running while their exchange does.
    nonisolated(unsafe) private static var sources: [SyntheticMarket] = []

    func act(_ account: SandboxAccount) {
      let exchange = fixture.exchange
      let symbol = symbols[random.integer(in: 0...(symbols.count - 1))]
      guard let market = exchange.market(symbol) else { return }
      let side = random.chance(0.5) ? "BUY" : "SELL"
      guard let best = side == "BUY" ? market.book.best.ask : market.book.best.bid else { return }
      let rules = market.rules
      var parameters = RequestParameters(["symbol": symbol, "side": side])
      let size = product == .usdm ? random.integer(in: 5...400) : random.integer(in: 1...250)
      parameters["quantity"] = rules.quantityText(Int64(size))
      if isHedge { parameters["positionSide"] = random.chance(0.5) ? "LONG" : "SHORT" }
      switch random.integer(in: 0...6) {
      case 0...2: parameters["type"] = "MARKET"
      case 3:
        parameters["algoType"] = "CONDITIONAL"
        parameters["type"] = "TRAILING_STOP_MARKET"
        parameters["callbackRate"] = "0.5"
        _ = try? exchange.placeAlgo(parameters, for: account)
        return
      default:
        parameters["type"] = "LIMIT"
        parameters["timeInForce"] = ["GTC", "IOC", "GTX"][random.integer(in: 0...2)]
        let offset = Int64(random.integer(in: -8...8)) * rules.filters.tickSize
        parameters["price"] = rules.priceText(best.price + offset)
      }
      _ = try? exchange.place(parameters, for: account)
    }

    /// The price jumps and comes back, funding comes early, the fund runs dry.
    func shake(_ round: Int) {
      let exchange = fixture.exchange
      let asset = product == .usdm ? "USDT" : "BTC"
      switch round % 6 {
      case 0: _ = exchange.perform(self.act(.fund, price: random.chance(0.5) ? "0.0007" : "-0.0003"))
      case 2, 4:
        let market = fixture.market
        let shift = Int64(random.integer(in: -40...40))
        _ = exchange.perform(
          act(.markPrice, price: market.rules.priceText(market.lastPrice / 1_000 * (1_000 + shift))))
      case 3, 5: _ = exchange.perform(act(.markPrice, price: nil))
      default:
        if random.chance(0.5) { exchange.futures.insurance[asset] = .init() }
      }
    }

    func act(_ kind: FuturesAct.Kind, symbol: String? = nil, price: String?) -> FuturesAct {
      var act = FuturesAct(kind, symbol: symbol ?? symbols[0])
      act.price = price
      return act
    }
  }

  @Test(
    "After liquidations, deleveraging, funding and delivery every position, profit and wallet is what the trades make it",
    arguments: [SandboxProduct.usdm, .coinm], [false, true])
  func run(product: SandboxProduct, isHedge: Bool) throws {
    let seed: UInt64 = isHedge ? 5 : 4
    let run = try Run(product, isHedge: isHedge, seed: seed)
    let exchange = run.fixture.exchange
    let asset = product == .usdm ? "USDT" : "BTC"
    var start: [String: Amount] = [:]
    for account in run.accounts { start[account.name] = account.wallet(product)[asset].total }
    var taken = Amount.zero
    for round in 0..<1_200 {
      run.fixture.clock.advance(by: .milliseconds(100))
      run.act(run.accounts[round % run.accounts.count])
      if round % 40 == 39 {
        let fund = exchange.futures.insurance[asset].total
        run.shake(round / 40)
        if exchange.futures.insurance[asset].total == .zero { taken += fund }
      }
    }
    if let dated = run.symbols.last { _ = exchange.perform(run.act(.deliver, symbol: dated, price: nil)) }
    let forced = run.accounts.flatMap { exchange.futures.state($0).forcedOrders }
    let causes = Set(forced.compactMap(\.forcedBy))
    #expect(causes.isSuperset(of: [.liquidation, .delivery]), "seed \(seed): \(causes)")
    for account in run.accounts { try check(account, run, start: try #require(start[account.name]), seed: seed) }
  }

  private func check(_ account: SandboxAccount, _ run: Run, start: Amount, seed: UInt64) throws {
    let exchange = run.fixture.exchange
    let product = run.product
    let asset = product == .usdm ? "USDT" : "BTC"
    var expected = Recomputation()
    for symbol in run.symbols {
      let rules = try #require(exchange.market(symbol)?.rules)
      for trade in exchange.orders.trades(account: account, symbol: symbol) {
        let profit = expected.take(trade, rules)
        #expect(profit == trade.realizedProfit.units, "seed \(seed), trade \(trade.id) of \(account.name)")
      }
    }
    for position in exchange.futures.state(account).positions {
      let leg = Recomputation.Leg(symbol: position.rules.symbol, side: position.side)
      #expect(Int128(position.quantity) == expected.positions[leg]?.quantity ?? 0, "seed \(seed), \(leg)")
      #expect(position.cost == expected.positions[leg]?.cost ?? 0, "seed \(seed), \(leg)")
    }
    let incomes = exchange.futures.state(account).incomes
    func sum(_ types: [String]) -> Int128 {
      incomes.filter { types.contains($0.type) }.reduce(0) { $0 + $1.amount.units }
    }
    let other = sum(["FUNDING_FEE", "INSURANCE_CLEAR"])
    #expect(sum(["REALIZED_PNL", "DELIVERED_SETTELMENT"]) == expected.profit[asset] ?? 0, "seed \(seed)")
    #expect(-sum(["COMMISSION"]) == expected.commission[asset] ?? 0, "seed \(seed)")
    let wallet = start.units + (expected.profit[asset] ?? 0) - (expected.commission[asset] ?? 0) + other
    #expect(account.wallet(product)[asset].total.units == wallet, "seed \(seed), \(account.name)")
    #expect(!account.wallet(product)[asset].total.isNegative, "seed \(seed), \(account.name)")
  }

  @Test("When everybody is flat again no money came into being or went", arguments: [SandboxProduct.usdm, .coinm])
  func conservation(product: SandboxProduct) throws {
    let run = try Run(product, isHedge: false, seed: 9)
    let exchange = run.fixture.exchange
    let futures = exchange.futures
    let asset = product == .usdm ? "USDT" : "BTC"
    func total() -> Amount {
      run.accounts.reduce(Amount.zero) { $0 + $1.wallet(product)[asset].total } + futures.house[asset].total
        + futures.fees[asset].total + futures.insurance[asset].total
    }
    let before = total()
    for round in 0..<600 {
      run.fixture.clock.advance(by: .milliseconds(100))
      run.act(run.accounts[round % run.accounts.count])
      // The fund keeps its money here.
      if round % 40 == 39, round / 40 % 6 != 1 { run.shake(round / 40) }
    }
    for symbol in run.symbols { _ = exchange.perform(run.act(.settle, symbol: symbol, price: nil)) }
    #expect(futures.housePositions.allSatisfy { !$0.isOpen })
    let trades = run.accounts.reduce(0) { count, account in
      count + run.symbols.reduce(0) { $0 + exchange.orders.trades(account: account, symbol: $1).count }
    }
    // Every closing rounds to 10^-8 on both sides.
    #expect((total() - before).units.magnitude <= UInt128(2 * trades), "\(total() - before) over \(trades) trades")
  }
}
