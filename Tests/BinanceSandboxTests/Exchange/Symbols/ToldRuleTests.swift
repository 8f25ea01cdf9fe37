import Testing
import TradingModel

@testable import BinanceSandbox

@Suite("What exchangeInfo tells of a symbol is what its orders meet")
struct ToldRuleTests {
  /// A filter of a market as `exchangeInfo` tells it; nil where it tells none.
  private func told(_ name: String, _ fixture: ExchangeFixture) throws -> JSONValue? {
    var writer = JSONWriter()
    SymbolPayloads.symbol(
      fixture.market.rules, product: fixture.exchange.product, showPermissionSets: false, into: &writer)
    let symbol = try #require(JSONValue(writer.bytes))
    return symbol["filters"]?.elements.first { $0["filterType"]?.string == name }
  }

  @Test("the lower bound that futures tell is the one that sellers meet", arguments: [SandboxProduct.usdm, .coinm])
  func lowerBound(product: SandboxProduct) throws {
    let fixture = ExchangeFixture(product: product, symbol: product == .usdm ? "BTCUSDT" : "BTCUSD_PERP")
    fixture.market.rules.filters.bidMultiplierDown = 5_000
    fixture.market.rules.filters.askMultiplierDown = 9_000
    fixture.exchange.setMarkPrice(fixture.market.lastPrice, index: fixture.market.lastPrice, in: fixture.market)
    #expect(try told("PERCENT_PRICE", fixture)?["multiplierDown"]?.string == "0.9000")
    func sell(at price: String) -> String {
      fixture.refusal { try fixture.place("side=SELL type=LIMIT timeInForce=GTC quantity=1 price=\(price)") }
    }
    let bound = fixture.market.rules.priceText(fixture.market.lastPrice * 9 / 10)
    #expect(sell(at: "58499") == "-4024 Limit price can't be lower than \(bound).")
    #expect(sell(at: "58500") == "accepted")
  }

  @Test("COIN-M tells how many conditional orders a symbol takes, and takes no more; USDⓈ-M tells no such filter")
  func conditionalOrders() throws {
    let fixture = ExchangeFixture(product: .coinm, symbol: "BTCUSD_PERP")
    fixture.exchange.setMarkPrice(fixture.market.lastPrice, index: fixture.market.lastPrice, in: fixture.market)
    #expect(try told("MAX_NUM_ALGO_ORDERS", fixture)?["limit"]?.integer == 20)
    #expect(try told("MAX_NUM_ALGO_ORDERS", ExchangeFixture(product: .usdm)) == nil)
    #expect(try told("MAX_NUM_ALGO_ORDERS", ExchangeFixture())?["maxNumAlgoOrders"]?.integer == 5)
    func place(_ words: String = "", by account: SandboxAccount? = nil) -> String {
      fixture.refusal {
        _ = try fixture.exchange.placeAlgo(
          fixture.parameters("algoType=CONDITIONAL side=SELL type=STOP_MARKET triggerPrice=60000 quantity=1 \(words)"),
          for: account ?? fixture.alice)
      }
    }
    for number in 0..<20 { #expect(place("clientAlgoId=c\(number)") == "accepted") }
    #expect(place() == "-4045 Reach max stop order limit.")
    // Neither other accounts nor other symbols count, and what ended makes room.
    #expect(place(by: fixture.bob) == "accepted")
    let other = try #require(fixture.exchange.markets.first { $0.symbol != "BTCUSD_PERP" && $0.rules.pair == "BTCUSD" })
    fixture.exchange.setMarkPrice(other.lastPrice, index: other.lastPrice, in: other)
    #expect(place("symbol=\(other.symbol)") == "accepted")
    _ = try fixture.exchange.cancelAlgo(fixture.parameters("clientAlgoId=c0"), for: fixture.alice)
    #expect(place() == "accepted")
  }

  @Test("a bound of an order's value that is not checked is not told, and the filter has the name that it refuses by")
  func values() throws {
    let fixture = ExchangeFixture()
    func refusal(_ quantity: String) -> String {
      fixture.refusal { try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=\(quantity) price=60000") }
    }
    fixture.alice.wallet(.spot)["USDT"] = .init(free: Amount(whole: 1_000_000_000))
    fixture.market.rules.filters.maxNotional = nil
    let least = try #require(try told("MIN_NOTIONAL", fixture))
    #expect(least.names == ["filterType", "minNotional", "applyToMarket", "avgPriceMins"])
    #expect(least["minNotional"]?.string == "5.00000000")
    #expect(try told("NOTIONAL", fixture) == nil)
    #expect(refusal("0.00008") == "-1013 Filter failure: MIN_NOTIONAL")
    #expect(refusal("200") == "accepted")
    let order = try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=1 price=60000").order
    let amendment = fixture.refusal {
      _ = try fixture.exchange.amend(fixture.parameters("orderId=\(order.id) newQty=0.00001"), for: fixture.alice)
    }
    #expect(amendment == "-2038 Filter failure: MIN_NOTIONAL")
    fixture.market.rules.filters.minNotional = nil
    #expect(try told("MIN_NOTIONAL", fixture) == nil && told("NOTIONAL", fixture) == nil)
    #expect(refusal("0.00001") == "accepted")
    fixture.market.rules.filters.maxNotional = Amount(whole: 100_000)
    let most = try #require(try told("NOTIONAL", fixture))
    #expect(most["minNotional"]?.string == "0.00000000" && most["maxNotional"]?.string == "100000.00000000")
    #expect(refusal("0.00001") == "accepted" && refusal("2") == "-1013 Filter failure: NOTIONAL")
  }

  @Test("a recorded contract of COIN-M has no least value, as it tells none")
  func recordedContract() throws {
    let rules = DefaultSymbols.recorded(
      .coinm, symbol: "LTCUSD_PERP", pair: "LTCUSD", priceDecimals: 2, quantityDecimals: 0, at: ManualClock().now)
    let fixture = ExchangeFixture(product: .coinm)
    fixture.exchange.list(rules)
    #expect(rules.filters.minNotional == nil)
    let words = "symbol=LTCUSD_PERP side=BUY type=LIMIT timeInForce=GTC quantity=1 price=100"
    fixture.alice.wallet(.coinm)["LTC"] = .init(free: Amount(whole: 10))
    // One contract of 10 USD is a tenth of a coin.
    #expect(fixture.refusal { try fixture.place(words) } == "accepted")
  }
}
