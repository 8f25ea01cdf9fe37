import Testing
import TradingModel

@testable import BinanceSandbox

@Suite("Debts in multi-assets mode")
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
}
