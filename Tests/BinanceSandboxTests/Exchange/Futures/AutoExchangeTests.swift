import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("Multi-assets mode")
struct AutoExchangeTests {
  @Test("a debt beyond what is tolerated is paid with other assets at the venue's rates, and told")
  func paidDebt() throws {
    let fixture = ExchangeFixture(product: .usdm, symbol: "BTCUSDT", seed: 3)
    let exchange = fixture.exchange
    exchange.start()
    exchange.moveMarkPrices()
    let wallet = fixture.alice.wallet(.usdm)
    for asset in wallet.assets { wallet[asset] = Wallet.Balance() }
    wallet["BTC"] = Wallet.Balance(free: Amount(whole: 1))
    wallet["USDT"] = Wallet.Balance(free: -Amount(whole: 9_000))
    try exchange.setMultiAssets(fixture.parameters("multiAssetsMargin=true"), for: fixture.alice)
    fixture.clock.advance(by: .seconds(3))
    #expect(wallet["USDT"].total == -Amount(whole: 9_000))
    let house = exchange.futures.house["USDT"].total
    wallet["USDT"] = Wallet.Balance(free: -Amount(whole: 12_000))
    fixture.clock.advance(by: .seconds(3))
    let rates = AssetIndex.rates(of: "BTC", in: exchange)
    #expect(wallet["USDT"].total == .zero)
    let sold = Amount(whole: 1) - wallet["BTC"].total
    #expect(sold.scaled(byRate: rates.exchangeBid) >= Amount(whole: 11_900))
    #expect(rates.exchangeBid < rates.index && rates.exchangeBid > rates.bid)
    #expect(exchange.futures.house["USDT"].total == house - Amount(whole: 12_000))
    #expect(exchange.futures.house["BTC"].total == sold)
    let incomes = exchange.futures.state(fixture.alice).incomes.filter { $0.type == "AUTO_EXCHANGE" }
    #expect(incomes.map(\.asset) == ["BTC", "USDT"])
    #expect(incomes.map(\.amount) == [-sold, Amount(whole: 12_000)])
  }

  @Test("the mode is USDⓈ-M's: on COIN-M each coin still margins its own contracts, cross or isolated")
  func leavesCoinsAlone() throws {
    let fixture = ExchangeFixture(product: .coinm, symbol: "BTCUSD_PERP")
    fixture.liquidity(.buy, "64990.0", "50000")
    fixture.liquidity(.sell, "65010.0", "50000")
    fixture.exchange.setMarkPrice(fixture.market.lastPrice, index: fixture.market.lastPrice, in: fixture.market)
    let order = "side=BUY type=MARKET quantity=10000"
    // 10 000 contracts of 100 USD are 15.4 BTC, at 20 a margin of 0.77 BTC.
    fixture.alice.wallet(.coinm)["BTC"] = .init(free: Amount("0.5") ?? .zero)
    fixture.alice.isMultiAssets = true
    #expect(fixture.refusal { try fixture.place(order) } == "-2019 Margin is insufficient.")
    #expect(fixture.exchange.futures.available(fixture.alice, asset: "BTC") == Amount("0.5"))
    try fixture.exchange.setMarginType(fixture.parameters("marginType=ISOLATED"), for: fixture.alice)
    fixture.alice.wallet(.coinm)["BTC"] = .init(free: Amount(whole: 1))
    try fixture.place(order)
    #expect(fixture.exchange.positions(of: fixture.alice).first?.marginType == "isolated")
  }

  @Test("orders, positions and isolated symbols of COIN-M do not keep the mode from changing")
  func ignoresCoinMargined() throws {
    let fixture = try FrontFixture()
    func ask(_ path: String, _ query: String, _ product: SandboxProduct) throws -> Int64? {
      try fixture.ask(.post, path, query, to: product)["code"]?.integer
    }
    #expect(try ask("/dapi/v1/marginType", "symbol=ETHUSD_PERP&marginType=ISOLATED", .coinm) == 200)
    #expect(try ask("/dapi/v1/order", "symbol=BTCUSD_PERP&side=BUY&type=MARKET&quantity=10", .coinm) == nil)
    #expect(try ask("/fapi/v1/multiAssetsMargin", "multiAssetsMargin=true", .usdm) == 200)
    let isolated = try fixture.ask(
      .post, "/fapi/v1/marginType", "symbol=BTCUSDT&marginType=ISOLATED", to: .usdm)["code"]?.integer
    #expect(isolated == -4168)
    for type in ["CROSSED", "ISOLATED"] {
      #expect(try ask("/dapi/v1/marginType", "symbol=ETHUSD_PERP&marginType=\(type)", .coinm) == 200)
    }
    #expect(try ask("/fapi/v1/multiAssetsMargin", "multiAssetsMargin=false", .usdm) == 200)
  }
}
