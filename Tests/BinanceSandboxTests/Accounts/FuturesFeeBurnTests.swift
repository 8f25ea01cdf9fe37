import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("Futures commissions in BNB")
struct FuturesFeeBurnTests {
  /// A futures exchange beside the spot exchange that knows what BNB costs: 580 USDT.
  private struct Setting {
    let fixture: ExchangeFixture
    let spot = ExchangeFixture()
    var wallet: Wallet { fixture.alice.wallet(fixture.exchange.product) }

    init(_ product: SandboxProduct = .usdm, knowsPrice: Bool = true) {
      fixture = ExchangeFixture(product: product, symbol: product == .usdm ? "BTCUSDT" : "BTCUSD_PERP")
      if knowsPrice { fixture.exchange.spotExchange = spot.exchange }
      fixture.liquidity(.buy, "65000.0", product == .usdm ? "50" : "50000")
      fixture.liquidity(.sell, "65010.0", product == .usdm ? "50" : "50000")
      fixture.exchange.setMarkPrice(fixture.market.lastPrice, index: fixture.market.lastPrice, in: fixture.market)
      fixture.alice.burnsFees = true
      fixture.alice.wallet(product)["BNB"] = .init(free: Amount(whole: 100))
    }

    /// What a market sale costs, as the trade tells it.
    func sell(_ quantity: String = "0.1") throws -> String {
      let fill = try #require(try fixture.place("side=SELL type=MARKET quantity=\(quantity)").fills.first)
      return "\(fill.commission) \(fill.commissionAsset)"
    }
  }

  @Test("they cost a tenth less at the price of BNB, and come out of the BNB of the futures wallet")
  func burns() throws {
    let setting = Setting()
    let (fixture, wallet) = (setting.fixture, setting.wallet)
    let before = wallet["USDT"].total
    // 0.1 at 65 000 at 0.05 % is 3.25 USDT, less a tenth 2.925, at 580 a BNB.
    #expect(try setting.sell() == "0.00504310 BNB")
    #expect(wallet["BNB"].total.description == "99.99495690" && wallet["USDT"].total == before)
    #expect(fixture.exchange.futures.fees["BNB"].total.description == "0.00504310")
    #expect(fixture.exchange.futures.fees["USDT"].total == .zero)
    let income = try #require(fixture.exchange.futures.state(fixture.alice).incomes.last)
    #expect(income.type == "COMMISSION" && income.asset == "BNB" && income.amount.description == "-0.00504310")
    #expect(fixture.reports.last { $0.type == .trade }?.commissionAsset == "BNB")
    #expect(fixture.updates.contains { $0.assets.contains { $0.asset == "BNB" && $0.free == wallet["BNB"].total } })
    // 65 000 less what a tenth of a coin paid: 2.925 USDT.
    let position = try #require(fixture.exchange.positions(of: fixture.alice).first)
    #expect(position.breakEvenPrice.description == "64970.75000000")
    #expect(fixture.bob.wallet(.usdm)["BNB"].total == Amount(whole: 100))
  }

  @Test("who has it off, too little BNB or no price of BNB pays in full in the margin asset, as COIN-M always does")
  func paysInFull() throws {
    let setting = Setting()
    setting.wallet["BNB"] = .init(free: Amount("0.00504309") ?? .zero)
    #expect(try setting.sell() == "3.25000000 USDT")
    setting.wallet["BNB"] = .init(free: Amount("0.00504310") ?? .zero)
    #expect(try setting.sell() == "0.00504310 BNB")
    #expect(setting.wallet["BNB"].total == .zero)
    setting.wallet["BNB"] = .init(free: Amount(whole: 1))
    setting.fixture.alice.burnsFees = false
    #expect(try setting.sell() == "3.25000000 USDT")
    #expect(try Setting(knowsPrice: false).sell() == "3.25000000 USDT")
    #expect(try Setting(.coinm).sell("650") == "0.00050000 BTC")
  }

  @Test("rebates are paid in the margin asset, and a liquidation costs what its margin pays")
  func neverOfRebatesAndLiquidations() throws {
    let setting = Setting()
    let fixture = setting.fixture
    fixture.alice.makerRates[.usdm] = -10_000
    let order = try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=1 price=65005").order
    try fixture.place("side=SELL type=MARKET quantity=1", by: fixture.bob)
    #expect(order.status == .filled)
    let rebate = try #require(fixture.exchange.orders.trades(account: fixture.alice, symbol: "BTCUSDT").last)
    #expect(rebate.commission.description == "-6.50050000" && rebate.commissionAsset == "USDT")
    setting.wallet["USDT"] = .init(free: Amount(whole: 3_400))
    fixture.exchange.setMarkPrice(6_100_000, index: 6_100_000, in: fixture.market)
    #expect(fixture.exchange.positions(of: fixture.alice).isEmpty)
    let last = try #require(fixture.exchange.orders.trades(account: fixture.alice, symbol: "BTCUSDT").last)
    #expect(last.commission.isPositive && last.commissionAsset == "USDT")
    #expect(setting.wallet["BNB"].total == Amount(whole: 100))
  }

  @Test("a client that switches it on is told of BNB everywhere, and its money still adds up")
  func overTheFront() throws {
    let fixture = try FrontFixture()
    let key = try #require(
      try fixture.send(
        .post, "/fapi/v1/listenKey", headers: [("X-MBX-APIKEY", fixture.venue.credentials.apiKey)], to: .usdm
      ).flatMap { JSONValue($0.body)?["listenKey"]?.string })
    let stream = try fixture.connect("/private/ws/\(key)", to: .usdm)
    let order = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01"
    #expect(try fixture.ask(.post, "/fapi/v1/order", order, to: .usdm)["code"] == nil)
    #expect(try fixture.ask(.post, "/fapi/v1/feeBurn", "feeBurn=true", to: .usdm)["code"]?.integer == 200)
    #expect(try fixture.ask(.post, "/fapi/v1/order", order, to: .usdm)["code"] == nil)
    fixture.world.run(for: .seconds(1))
    let trades = try fixture.ask(.get, "/fapi/v1/userTrades", "symbol=BTCUSDT", to: .usdm).elements
    #expect(trades.first?["commissionAsset"]?.string == "USDT" && trades.last?["commissionAsset"]?.string == "BNB")
    let incomes = try fixture.ask(.get, "/fapi/v1/income", "incomeType=COMMISSION", to: .usdm).elements
    #expect(Set(incomes.compactMap { $0["asset"]?.string }) == ["USDT", "BNB"])
    let told = stream.json.compactMap { $0["o"]?["N"]?.string }
    #expect(told.contains("BNB"))
    let account = try #require(fixture.venue.accounts.account(named: "default"))
    let paid = trades.filter { $0["commissionAsset"]?.string == "BNB" }
      .compactMap { Amount($0["commission"]?.text ?? "") }.reduce(Amount.zero, +)
    #expect(paid.isPositive && account.wallet(.usdm)["BNB"].total == Amount(whole: 100) - paid)
    let findings = LedgerAudit(venue: fixture.venue, product: .usdm, account: "default").check(Testimony())
    #expect(findings.first { $0.check == .moneyIsConserved }?.hasPassed == true)
  }
}
