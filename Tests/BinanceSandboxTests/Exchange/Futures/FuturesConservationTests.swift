import Testing
import TradingModel

@testable import BinanceSandbox

@Suite("Futures conservation")
struct FuturesConservationTests {
  /// An account's position recomputed from its trades alone, by rules written anew: average entry, in the widest integers.
  private struct Recomputed {
    var quantity: Int128 = 0
    var wallet: Amount

    mutating func take(_ trade: AccountTrade) {
      quantity += trade.side == .buy ? Int128(trade.quantity) : -Int128(trade.quantity)
      wallet += trade.realizedProfit - trade.commission
    }
  }

  @Test(
    "Wallets and positions are what the trades add up to, on both products and in both modes",
    arguments: [SandboxProduct.usdm, .coinm], [false, true])
  func recomputation(product: SandboxProduct, isHedge: Bool) throws {
    let symbol = product == .usdm ? "BTCUSDT" : "BTCUSD_PERP"
    let asset = product == .usdm ? "USDT" : "BTC"
    let seed: UInt64 = 20 + (isHedge ? 1 : 0)
    let fixture = ExchangeFixture(product: product, symbol: symbol, seed: seed)
    let exchange = fixture.exchange
    var settings = SyntheticSettings()
    settings.symbols = [symbol]
    let source = SyntheticMarket(exchange: exchange, settings: settings, random: RandomSource(seed: seed))
    exchange.start()
    source.start()
    let start = fixture.alice.wallet(product)[asset].total
    if isHedge { try exchange.setPositionMode(fixture.parameters("dualSidePosition=true"), for: fixture.alice) }
    let random = RandomSource(seed: seed &* 31)
    for _ in 0..<300 {
      fixture.clock.advance(by: .milliseconds(100))
      act(fixture, random, isHedge: isHedge)
    }
    let trades = exchange.orders.trades(account: fixture.alice, symbol: symbol)
    #expect(trades.count > 50, "seed \(seed)")
    var expected = Recomputed(wallet: start)
    var linear: [PositionSide: (quantity: Int128, cash: Int128)] = [:]
    for trade in trades {
      expected.take(trade)
      let signed = trade.side == .buy ? Int128(trade.quantity) : -Int128(trade.quantity)
      linear[trade.positionSide, default: (0, 0)].quantity += signed
      linear[trade.positionSide, default: (0, 0)].cash -= signed * Int128(trade.price)
    }
    #expect(fixture.alice.wallet(product)[asset].total == expected.wallet, "seed \(seed)")
    let positions = exchange.positions(of: fixture.alice)
    let held = positions.reduce(Int128(0)) { $0 + Int128($1.quantity) }
    #expect(held == expected.quantity, "seed \(seed)")
    guard product == .usdm else { return }
    // Linear contracts: what was realized and what is open add up to the cash that went in and out, plus what is held at
    // the mark. Each partial close may round by one unit of 10^-8.
    let scale = Int128(1_000)
    var realized = trades.reduce(Amount.zero) { $0 + $1.realizedProfit }
    for position in positions { realized += position.unrealized }
    var exact: Int128 = 0
    for (_, flow) in linear {
      exact += (flow.cash + flow.quantity * Int128(exchange.futures.markPrice(symbol))) * scale
    }
    #expect((realized.units - exact).magnitude <= UInt128(trades.count), "seed \(seed)")
  }

  private func act(_ fixture: ExchangeFixture, _ random: RandomSource, isHedge: Bool) {
    let market = fixture.market
    let side = random.chance(0.5) ? "BUY" : "SELL"
    guard let best = side == "BUY" ? market.book.best.ask : market.book.best.bid else { return }
    let rules = market.rules
    var parameters = RequestParameters(["symbol": rules.symbol, "side": side])
    parameters["quantity"] = rules.quantityText(Int64(random.integer(in: 3...60)))
    if isHedge { parameters["positionSide"] = random.chance(0.5) ? "LONG" : "SHORT" }
    switch random.integer(in: 0...5) {
    case 0...2: parameters["type"] = "MARKET"
    case 3 where !isHedge:
      parameters["type"] = "MARKET"
      parameters["reduceOnly"] = "true"
    default:
      parameters["type"] = "LIMIT"
      parameters["timeInForce"] = ["GTC", "IOC", "GTX"][random.integer(in: 0...2)]
      let offset = Int64(random.integer(in: -5...5)) * rules.filters.tickSize
      parameters["price"] = rules.priceText(best.price + offset)
    }
    _ = try? fixture.exchange.place(parameters, for: fixture.alice)
  }
}
