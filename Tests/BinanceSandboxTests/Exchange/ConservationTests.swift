import Testing
import TradingModel

@testable import BinanceSandbox

@Suite("Conservation")
struct ConservationTests {
  @Test("Whatever is traded, no money appears or disappears, and locks are what open orders need", arguments: 1...6)
  func conservation(seed: Int) throws {
    let fixture = ExchangeFixture(seed: UInt64(seed))
    let random = RandomSource(seed: UInt64(seed) &* 1_000_003)
    let exchange = fixture.exchange
    fixture.bob.paysCommissionInBNB = true
    let market = SyntheticMarket(exchange: exchange, settings: SyntheticSettings(), random: RandomSource(seed: 5))
    market.start()
    let assets = ["BTC", "ETH", "BNB", "SOL", "USDT", "SHIB"]
    func total(_ asset: String) -> Amount {
      var sum = exchange.spot.house[asset].total + exchange.spot.fees[asset].total
      for account in fixture.accounts.accounts { sum += account.wallet(.spot)[asset].total }
      return sum
    }
    let before = assets.map(total)
    for _ in 0..<300 {
      fixture.clock.advance(by: .milliseconds(40))
      act(fixture, random)
    }
    #expect(assets.map(total) == before, "seed \(seed)")
    for account in [fixture.alice, fixture.bob] {
      for asset in assets {
        let balance = account.wallet(.spot)[asset]
        #expect(!balance.free.isNegative && !balance.locked.isNegative, "seed \(seed): \(asset)")
        let needed = exchange.orders.openOrders(account: account)
          .filter { ($0.side == .buy ? $0.rules.quoteAsset : $0.rules.baseAsset) == asset }
          .reduce(Amount.zero) { $0 + exchange.spot.requirement($1) }
        #expect(balance.locked == needed, "seed \(seed): \(asset) of \(account.name)")
      }
    }
    let filled = exchange.orders.trades(account: fixture.alice, symbol: "BTCUSDT").count
    #expect(filled > 0, "seed \(seed)")
  }

  private func act(_ fixture: ExchangeFixture, _ random: RandomSource) {
    let account = random.chance(0.5) ? fixture.alice : fixture.bob
    let side = random.chance(0.5) ? "BUY" : "SELL"
    let symbols = ["BTCUSDT", "ETHBTC", "SHIBUSDT"]
    guard let market = fixture.exchange.market(symbols[random.integer(in: 0...2)]) else { return }
    let rules = market.rules
    let best = market.book.best
    guard let reference = side == "BUY" ? best.ask : best.bid else { return }
    let offset = Int64(random.integer(in: -15...15)) * rules.filters.tickSize
    let quantity = Int64(random.integer(in: 1...400)) * rules.filters.stepSize
    let notionalStep = rules.notional(price: reference.price, quantity: quantity)
    let scale = (rules.filters.minNotional ?? .zero).units * 2 / max(1, notionalStep.units) + 1
    var parameters = RequestParameters(["symbol": rules.symbol, "side": side])
    parameters["quantity"] = rules.quantityText(quantity * Int64(clamping: scale))
    switch random.integer(in: 0...7) {
    case 0: parameters["type"] = "MARKET"
    case 1:
      parameters["type"] = "STOP_LOSS_LIMIT"
      parameters["timeInForce"] = "GTC"
      parameters["price"] = rules.priceText(reference.price + offset)
      parameters["stopPrice"] = rules.priceText(market.lastPrice + (side == "BUY" ? 5 : -5) * rules.filters.tickSize)
    case 2: _ = try? fixture.exchange.cancelAll(parameters, for: account)
    default:
      parameters["type"] = random.chance(0.2) ? "LIMIT_MAKER" : "LIMIT"
      if parameters["type"] == "LIMIT" {
        parameters["timeInForce"] = ["GTC", "GTC", "IOC", "FOK"][random.integer(in: 0...3)]
      }
      parameters["price"] = rules.priceText(reference.price + offset)
      let modes = ["NONE", "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH", "DECREMENT"]
      parameters["selfTradePreventionMode"] = modes[random.integer(in: 0...4)]
    }
    _ = try? fixture.exchange.place(parameters, for: account)
  }
}
