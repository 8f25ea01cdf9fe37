import Testing

@testable import BinanceSandbox

@Suite("Spot order rules")
struct SpotOrderRuleTests {
  @Test(
    "A wrong order is refused in the venue's words",
    arguments: [
      (
        "side=BUY type=LIMIT timeInForce=GTC quantity=1",
        "-1102 Mandatory parameter 'price' was not sent, was empty/null, or malformed."
      ),
      (
        "side=BUY type=LIMIT quantity=1 price=65000",
        "-1102 Mandatory parameter 'timeInForce' was not sent, was empty/null, or malformed."
      ),
      ("side=BUY type=LIMIT timeInForce=GTX quantity=1 price=65000", "-1115 Invalid timeInForce."),
      ("side=HOLD type=LIMIT timeInForce=GTC quantity=1 price=65000", "-1117 Invalid side."),
      ("side=BUY type=MAGIC quantity=1", "-1116 Invalid orderType."),
      ("side=BUY type=MARKET", "-1102 Param 'quantity' or 'quoteOrderQty' must be sent, but both were empty/null!"),
      ("side=BUY type=MARKET quantity=1 price=65000", "-1106 Parameter 'price' sent when not required."),
      ("side=BUY type=MARKET quantity=1 timeInForce=GTC", "-1106 Parameter 'timeInForce' sent when not required."),
      ("side=BUY type=LIMIT timeInForce=GTC quantity=1 price=65000.005", "-1013 Filter failure: PRICE_FILTER"),
      (
        "side=BUY type=LIMIT timeInForce=GTC quantity=1 price=65000.000000001",
        "-1111 Parameter 'price' has too much precision."
      ),
      (
        "side=BUY type=LIMIT timeInForce=GTC quantity=1 price=abc",
        "-1100 Illegal characters found in parameter 'price'; legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'."
      ),
      ("side=BUY type=LIMIT timeInForce=GTC quantity=0.000001 price=65000", "-1013 Filter failure: LOT_SIZE"),
      ("side=BUY type=LIMIT timeInForce=GTC quantity=10000 price=65000", "-1013 Filter failure: LOT_SIZE"),
      ("side=BUY type=MARKET quantity=200", "-1013 Filter failure: MARKET_LOT_SIZE"),
      ("side=BUY type=LIMIT timeInForce=GTC quantity=0.00001 price=65000", "-1013 Filter failure: NOTIONAL"),
      (
        "side=BUY type=LIMIT timeInForce=GTC quantity=0.001 price=400000", "-1013 Filter failure: PERCENT_PRICE_BY_SIDE"
      ),
      ("side=BUY type=LIMIT timeInForce=GTC quantity=0 price=65000", "-1013 Invalid quantity."),
      ("side=BUY type=LIMIT timeInForce=GTC quantity=130 price=69000", "accepted"),
      ("side=BUY type=LIMIT timeInForce=GTC quantity=150 price=69000", "-1013 Filter failure: NOTIONAL"),
      (
        "side=SELL type=LIMIT timeInForce=GTC quantity=101 price=69000",
        "-2010 Account has insufficient balance for requested action."
      ),
      (
        "side=BUY type=LIMIT timeInForce=GTC quantity=1 price=65000 stopPrice=1",
        "-1106 Parameter 'stopPrice' sent when not required."
      ),
      (
        "side=BUY type=LIMIT timeInForce=IOC quantity=1 price=65000 icebergQty=0.5",
        "-1014 Unsupported order combination."
      ),
      ("side=SELL type=STOP_LOSS quantity=1 stopPrice=66000", "-2010 Order would trigger immediately."),
      ("side=SELL type=STOP_LOSS quantity=1 trailingDelta=5", "-1013 Filter failure: TRAILING_DELTA"),
      ("side=BUY type=LIMIT timeInForce=GTC quantity=1 price=65000 newClientOrderId=white space", "accepted"),
      (
        "side=BUY type=LIMIT timeInForce=GTC quantity=1 price=65000 newClientOrderId=dots.dots",
        "-1100 Illegal characters found in parameter 'newClientOrderId'; legal range is '^[a-zA-Z0-9-_]{1,36}$'."
      ),
    ])
  func refusals(words: String, expected: String) {
    let fixture = ExchangeFixture()
    #expect(fixture.refusal { try fixture.place(words) } == expected)
  }

  @Test("A client order id is taken while its order is open, and free again afterwards")
  func duplicates() throws {
    let fixture = ExchangeFixture()
    let words = "side=BUY type=LIMIT timeInForce=GTC quantity=1 price=60000 newClientOrderId=one"
    try fixture.place(words)
    #expect(fixture.refusal { try fixture.place(words) } == "-2010 Duplicate order sent.")
    _ = try fixture.exchange.cancel(fixture.parameters("origClientOrderId=one"), for: fixture.alice)
    #expect(fixture.refusal { try fixture.place(words) } == "accepted")
  }

  @Test("Cancels and queries find an order by either id and refuse what is not there")
  func cancelsAndQueries() throws {
    let fixture = ExchangeFixture()
    let placed = try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=1 price=60000 newClientOrderId=one")
    let exchange = fixture.exchange
    let alice = fixture.alice
    #expect(try exchange.order(fixture.parameters("orderId=\(placed.order.id)"), for: alice) === placed.order)
    #expect(
      fixture.refusal { _ = try exchange.order(fixture.parameters("orderId=1"), for: alice) }
        == "-2013 Order does not exist.")
    #expect(
      fixture.refusal { _ = try exchange.cancel(fixture.parameters("orderId=1"), for: alice) }
        == "-2011 Unknown order sent.")
    #expect(
      fixture.refusal { _ = try exchange.cancel(fixture.parameters(""), for: alice) }
        == "-1102 Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!")
    #expect(
      fixture.refusal { _ = try exchange.order(fixture.parameters("orderId=\(placed.order.id)"), for: fixture.bob) }
        == "-2013 Order does not exist.")
    let canceled = try exchange.cancel(
      fixture.parameters("orderId=\(placed.order.id) newClientOrderId=bye"), for: alice)
    #expect(canceled.originalClientOrderId == "one")
    #expect(canceled.clientOrderId == "bye")
    #expect(fixture.reports.last?.clientOrderId == "bye")
    #expect(fixture.reports.last?.originalClientOrderId == "one")
    #expect(alice.wallet(.spot)["USDT"].locked.isZero)
    #expect(
      fixture.refusal { _ = try exchange.cancel(fixture.parameters("orderId=\(placed.order.id)"), for: alice) }
        == "-2011 Unknown order sent.")
  }

  @Test("A restriction that there is not is refused before the order is looked for")
  func unknownRestriction() {
    let fixture = ExchangeFixture()
    let refusal = fixture.refusal {
      _ = try fixture.exchange.cancel(fixture.parameters("orderId=1 cancelRestrictions=FOO"), for: fixture.alice)
    }
    #expect(refusal.hasPrefix("-1145 "))
  }

  @Test("After an amendment an order is found by its new client id alone")
  func amendedIds() throws {
    let fixture = ExchangeFixture()
    let exchange = fixture.exchange
    let order = try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=1 price=60000 newClientOrderId=old")
      .order
    _ = try exchange.amend(
      fixture.parameters("origClientOrderId=old newQty=0.5 newClientOrderId=new"), for: fixture.alice)
    #expect(try exchange.order(fixture.parameters("origClientOrderId=new"), for: fixture.alice) === order)
    #expect(
      fixture.refusal { _ = try exchange.order(fixture.parameters("origClientOrderId=old"), for: fixture.alice) }
        == "-2013 Order does not exist.")
    _ = try exchange.amend(
      fixture.parameters("origClientOrderId=new newQty=0.4 newClientOrderId=new"), for: fixture.alice)
    #expect(try exchange.order(fixture.parameters("origClientOrderId=new"), for: fixture.alice) === order)
  }

  @Test("An account hears of its order before its balances, and the public of a trade before the book")
  func orderOfEvents() throws {
    let fixture = ExchangeFixture()
    fixture.liquidity(.sell, "65000", "1")
    let before = fixture.told.count
    try fixture.place("side=BUY type=MARKET quantity=0.5")
    #expect(
      Array(fixture.told.dropFirst(before)) == [
        "NEW", "balances", "trade", "TRADE", "balances", "aggTrade", "bookTicker", "depth",
      ])
  }

  @Test("Commissions in BNB cost a quarter less while there is BNB")
  func commissionInBNB() throws {
    let fixture = ExchangeFixture()
    fixture.alice.paysCommissionInBNB = true
    fixture.liquidity(.sell, "65000", "1")
    let placed = try fixture.place("side=BUY type=MARKET quantity=0.58")
    // 0.58 × 0.1 % × 0.75 BTC, worth 28.275 USDT at 65 000, at 580 USDT a BNB.
    #expect(placed.fills[0].commissionAsset == "BNB")
    #expect(placed.fills[0].commission.description == "0.04875000")
    #expect(fixture.alice.wallet(.spot)["BTC"].free.description == "100.58000000")
  }
}
