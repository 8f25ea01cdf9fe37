import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("Conversion of assets in USDⓈ-M wallets")
struct ConversionTests {
  private func ask(
    _ fixture: FrontFixture, _ method: HTTPRequest.Method, _ name: String, _ query: String
  ) throws -> JSONValue {
    try fixture.ask(method, "/fapi/v1/convert/\(name)", query, to: .usdm)
  }

  private func wallet(_ fixture: FrontFixture) throws -> Wallet {
    let accounts = try fixture.front(.usdm).exchange.accounts
    return try #require(accounts.lookup(key: fixture.venue.credentials.apiKey)).account.wallet(.usdm)
  }

  @Test("a quote that is accepted moves exactly what it told, once, and is found by its number")
  func accepted() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    let wallet = try wallet(fixture)
    wallet["USDT"] = Wallet.Balance(free: Amount(whole: 5_000))
    wallet["BTC"] = Wallet.Balance()
    let quote = try ask(fixture, .post, "getQuote", "fromAsset=USDT&toAsset=BTC&fromAmount=1000")
    #expect(
      quote.names == ["quoteId", "ratio", "inverseRatio", "validTimestamp", "toAmount", "fromAmount"])
    let id = try #require(quote["quoteId"]?.string)
    let bought = try #require(Amount(quote["toAmount"]?.string ?? ""))
    #expect(quote["fromAmount"]?.string == "1000" && bought.isPositive)
    let accepted = try ask(fixture, .post, "acceptQuote", "quoteId=\(id)")
    #expect(accepted.names == ["orderId", "createTime", "orderStatus"])
    #expect(wallet["USDT"].total == Amount(whole: 4_000) && wallet["BTC"].total == bought)
    #expect(try ask(fixture, .post, "acceptQuote", "quoteId=\(id)")["code"]?.integer == -1130)
    #expect(wallet["USDT"].total == Amount(whole: 4_000))
    for query in ["orderId=\(accepted["orderId"]?.string ?? "")", "quoteId=\(id)"] {
      let status = try ask(fixture, .get, "orderStatus", query)
      #expect(status["orderStatus"]?.string == "SUCCESS" && status["toAmount"]?.string == quote["toAmount"]?.string)
    }
    let incomes = try fixture.ask(.get, "/fapi/v1/income", "", to: .usdm).elements.suffix(2)
    #expect(incomes.map { $0["incomeType"]?.string } == ["COIN_SWAP_WITHDRAW", "COIN_SWAP_DEPOSIT"])
  }

  @Test("the amount that is wanted is paid for, to the last unit")
  func wanted() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    try wallet(fixture)["USDT"] = Wallet.Balance(free: Amount(whole: 50_000))
    let quote = try ask(fixture, .post, "getQuote", "fromAsset=USDT&toAsset=BTC&toAmount=0.1&validTime=10s")
    let paid = try #require(Amount(quote["fromAmount"]?.string ?? ""))
    let rate = try #require(Amount(quote["inverseRatio"]?.string ?? ""))
    #expect(quote["toAmount"]?.string == "0.1")
    let worth = rate.scaled(byRate: 10_000_000)
    #expect(paid >= worth && paid <= worth + Amount(units: 2))
  }

  @Test("what is wrong is refused, and what cannot be paid is a price without a number")
  func refused() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    let wallet = try wallet(fixture)
    wallet["USDT"] = Wallet.Balance(free: Amount(whole: 100))
    for (query, code) in [
      ("fromAsset=USDT&toAsset=BTC", -1102), ("fromAsset=USDT&toAsset=BTC&fromAmount=50&toAmount=1", -1128),
      ("fromAsset=USDT&toAsset=USDT&fromAmount=50", -1130), ("fromAsset=NOPE&toAsset=BTC&fromAmount=50", -1130),
      ("fromAsset=USDT&toAsset=BTC&fromAmount=19.9", -1130), ("fromAsset=USDT&toAsset=BTC&fromAmount=3000000", -1130),
      ("fromAsset=USDT&toAsset=BTC&fromAmount=50&validTime=1h", -1130),
      ("fromAsset=USDT&toAsset=BTC&fromAmount=-50", -1100),
    ] as [(String, Int64)] {
      #expect(try ask(fixture, .post, "getQuote", query)["code"]?.integer == code, "\(query)")
    }
    let poor = try ask(fixture, .post, "getQuote", "fromAsset=USDT&toAsset=BTC&fromAmount=101")
    #expect(poor["quoteId"] == nil && poor["toAmount"] != nil)
    // A quote holds for ten seconds, and only as long as it can be paid.
    func quote() throws -> String {
      try ask(fixture, .post, "getQuote", "fromAsset=USDT&toAsset=BTC&fromAmount=100")["quoteId"]?.string ?? ""
    }
    let old = try quote()
    fixture.world.run(for: .seconds(11))
    #expect(try ask(fixture, .post, "acceptQuote", "quoteId=\(old)")["code"]?.integer == -1130)
    let dear = try quote()
    wallet["USDT"] = Wallet.Balance(free: Amount(whole: 99))
    #expect(try ask(fixture, .post, "acceptQuote", "quoteId=\(dear)")["code"]?.integer == -2018)
    #expect(wallet["USDT"].total == Amount(whole: 99))
    #expect(try ask(fixture, .get, "orderStatus", "quoteId=\(dear)")["code"]?.integer == -2013)
  }

  @Test("the pairs tell between which amounts is converted")
  func pairs() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    let all = try fixture.get("/fapi/v1/convert/exchangeInfo", from: .usdm).elements
    #expect(all.count == ConversionDesk.assets.count * (ConversionDesk.assets.count - 1))
    let one = try fixture.get("/fapi/v1/convert/exchangeInfo?fromAsset=BTC&toAsset=USDT", from: .usdm).elements
    let pair = try #require(one.first)
    #expect(one.count == 1 && pair["toAssetMinAmount"]?.string == "20")
    #expect(pair["toAssetMaxAmount"]?.string == "2500000")
    #expect(pair.names.count == 6 && Amount(pair["fromAssetMinAmount"]?.string ?? "")?.isPositive == true)
  }
}
