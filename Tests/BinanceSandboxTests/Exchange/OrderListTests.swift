import Testing

@testable import BinanceSandbox

@Suite("Conditional orders and order lists")
struct OrderListTests {
  private func fixture() -> ExchangeFixture {
    let fixture = ExchangeFixture()
    fixture.liquidity(.buy, "64990", "50")
    fixture.liquidity(.sell, "65010", "50")
    return fixture
  }

  /// Trades at a price, so that it is the last one.
  private func trade(_ fixture: ExchangeFixture, at price: String) throws {
    try fixture.place("side=SELL type=LIMIT timeInForce=GTC quantity=0.01 price=\(price)", by: fixture.bob)
    fixture.alice.canTrade = true
    let carol = fixture.accounts.account(named: "carol") ?? fixture.accounts.openFunded(name: "carol")
    try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=0.01 price=\(price)", by: carol)
  }

  @Test("A stop-loss-limit waits, starts to work when the last price reaches its stop, and trades")
  func stopLossLimit() throws {
    let fixture = fixture()
    let stop = try fixture.place(
      "side=BUY type=STOP_LOSS_LIMIT timeInForce=GTC quantity=1 price=65020 stopPrice=65005")
    #expect(stop.status == .new && !stop.order.isWorking)
    #expect(fixture.alice.wallet(.spot)["USDT"].locked.description == "65020.00000000")
    try trade(fixture, at: "65005")
    #expect(stop.order.status == .filled)
    #expect(stop.order.averagePrice == 6_501_000_000_000)
    #expect(fixture.alice.wallet(.spot)["USDT"].locked.isZero)
    let own = fixture.reports.filter { $0.order === stop.order }.map(\.type)
    #expect(own == [.new, .new, .trade])
  }

  @Test("A trailing stop follows the price up and fires when it falls by its delta")
  func trailing() throws {
    let fixture = fixture()
    let stop = try fixture.place("side=SELL type=STOP_LOSS quantity=1 trailingDelta=100")
    try trade(fixture, at: "65009")
    try trade(fixture, at: "65000")
    #expect(stop.order.status == .new)
    #expect(stop.order.trailingExtreme == 6_500_900_000_000)
    fixture.liquidity(.buy, "64995", "0.001")
    // One percent below 65 009 is 64 358.91: the market falls through it.
    _ = fixture.exchange.takeForMarket(side: .sell, quantity: 6_000_000_000, limit: nil, in: fixture.market)
    fixture.liquidity(.buy, "64300", "5")
    _ = fixture.exchange.takeForMarket(side: .sell, quantity: 100_000_000, limit: nil, in: fixture.market)
    fixture.exchange.settleMarket(fixture.market)
    #expect(stop.order.status == .filled)
  }

  @Test("Of an OCO one leg's first fill ends the other, and the money is reserved once")
  func ocoFills() throws {
    let fixture = fixture()
    let placed = try fixture.exchange.placeList(
      .oco,
      fixture.parameters(
        "side=SELL quantity=2 aboveType=LIMIT_MAKER abovePrice=65020 belowType=STOP_LOSS_LIMIT belowStopPrice=64900 belowPrice=64890 belowTimeInForce=GTC"
      ), for: fixture.alice)
    #expect(placed.orders.map(\.status) == [.new, .new])
    #expect(fixture.alice.wallet(.spot)["BTC"].locked == Amount(whole: 2))
    _ = fixture.exchange.takeForMarket(side: .buy, quantity: 5_100_000_000, limit: nil, in: fixture.market)
    fixture.exchange.settleMarket(fixture.market)
    let (limit, stop) = (placed.list.orders[0], placed.list.orders[1])
    #expect(limit.status == .partiallyFilled && limit.executed == 100_000_000)
    #expect(stop.status == .expired && stop.expiryReason == .ocoTrigger)
    #expect(placed.list.isOpen)
    #expect(fixture.alice.wallet(.spot)["BTC"].locked == Amount(whole: 1))
    _ = fixture.exchange.takeForMarket(side: .buy, quantity: 100_000_000, limit: nil, in: fixture.market)
    #expect(limit.status == .filled)
    #expect(placed.list.orderStatus == "ALL_DONE")
    #expect(fixture.lists.map(\.statusType) == ["EXEC_STARTED", "ALL_DONE"])
    #expect(fixture.alice.wallet(.spot)["BTC"].locked.isZero)
  }

  @Test("An OCO's stop ends its limit order; canceling a leg cancels the list")
  func ocoStops() throws {
    let fixture = fixture()
    let words =
      "side=SELL quantity=1 aboveType=LIMIT_MAKER abovePrice=65100 belowType=STOP_LOSS belowStopPrice=64995"
    let first = try fixture.exchange.placeList(.oco, fixture.parameters(words), for: fixture.alice)
    try trade(fixture, at: "64992")
    #expect(first.list.orders.map(\.status) == [.expired, .filled])
    #expect(fixture.market.depth(limit: 5000).asks.allSatisfy { $0.price != 6_510_000_000_000 })
    try trade(fixture, at: "65005")
    let second = try fixture.exchange.placeList(.oco, fixture.parameters(words), for: fixture.alice)
    _ = try fixture.exchange.cancel(
      fixture.parameters("orderId=\(second.list.orders[0].id)"), for: fixture.alice)
    #expect(second.list.orders.map(\.status) == [.canceled, .canceled])
    #expect(fixture.lists.last?.statusType == "ALL_DONE")
    #expect(fixture.alice.wallet(.spot)["BTC"].locked.isZero)
  }

  @Test(
    "A wrong list is refused in the venue's words",
    arguments: [
      (
        "side=SELL quantity=1 aboveType=LIMIT_MAKER abovePrice=64000 belowType=STOP_LOSS belowStopPrice=63000",
        "-2010 The relationship of the prices for the orders is not correct."
      ),
      (
        "side=SELL quantity=1 aboveType=STOP_LOSS aboveStopPrice=66000 belowType=LIMIT_MAKER belowPrice=64000",
        "-1166 A limit order in a sell OCO must be above."
      ),
      (
        "side=BUY quantity=1 aboveType=LIMIT_MAKER abovePrice=66000 belowType=STOP_LOSS belowStopPrice=64000",
        "-1165 A limit order in a buy OCO must be below."
      ),
      (
        "side=BUY quantity=1 aboveType=LIMIT_MAKER abovePrice=66000 belowType=LIMIT_MAKER belowPrice=64000",
        "-1168 At least one OCO order must be contingent."
      ),
      (
        "side=BUY quantity=1 aboveType=MARKET belowType=LIMIT_MAKER belowPrice=64000",
        "-1158 Order type not supported in OCO."
      ),
      (
        "side=BUY quantity=1 aboveType=STOP_LOSS belowType=LIMIT_MAKER belowPrice=64000",
        "-1102 Param 'aboveStopPrice' or 'aboveTrailingDelta' must be sent, but both were empty/null!"
      ),
    ])
  func wrongLists(words: String, expected: String) {
    let fixture = fixture()
    let refusal = fixture.refusal {
      _ = try fixture.exchange.placeList(.oco, fixture.parameters(words), for: fixture.alice)
    }
    #expect(refusal == expected)
    #expect(fixture.alice.wallet(.spot)["BTC"].locked.isZero)
  }

  @Test("An OTO's pending order begins when the working one is filled, and ends with it when that is canceled")
  func oto() throws {
    let fixture = fixture()
    let words =
      "workingType=LIMIT workingSide=BUY workingPrice=65000 workingQuantity=1 workingTimeInForce=GTC pendingType=LIMIT pendingSide=SELL pendingPrice=65500 pendingQuantity=0.9 pendingTimeInForce=GTC"
    let first = try fixture.exchange.placeList(.oto, fixture.parameters(words), for: fixture.alice)
    #expect(first.orders.map(\.status) == [.new, .pendingNew])
    #expect(fixture.alice.wallet(.spot)["BTC"].locked.isZero)
    _ = fixture.exchange.takeForMarket(side: .sell, quantity: 100_000_000, limit: nil, in: fixture.market)
    fixture.exchange.settleMarket(fixture.market)
    #expect(first.list.orders.map(\.status) == [.filled, .new])
    #expect(fixture.alice.wallet(.spot)["BTC"].locked.description == "0.90000000")
    #expect(first.list.isOpen)
    let second = try fixture.exchange.placeList(.oto, fixture.parameters(words), for: fixture.alice)
    _ = try fixture.exchange.cancelList(
      fixture.parameters("orderListId=\(second.list.id)"), for: fixture.alice)
    #expect(second.list.orders.map(\.status) == [.canceled, .canceled])
  }

  @Test("An order that pays an order sells what was bought, after the commission, in whole steps")
  func opoco() throws {
    let fixture = fixture()
    let placed = try fixture.exchange.placeList(
      .opoco,
      fixture.parameters(
        "workingType=LIMIT workingSide=BUY workingPrice=65010 workingQuantity=1 workingTimeInForce=GTC pendingSide=SELL pendingAboveType=LIMIT_MAKER pendingAbovePrice=66000 pendingBelowType=STOP_LOSS pendingBelowStopPrice=64000"
      ), for: fixture.alice)
    #expect(placed.orders.map(\.status) == [.filled, .pendingNew, .pendingNew])
    #expect(placed.list.orders.map(\.status) == [.filled, .new, .new])
    #expect(placed.list.orders[1].quantity == 99_900_000)
    #expect(fixture.alice.wallet(.spot)["BTC"].locked.description == "0.99900000")
  }

  @Test("An amendment lowers the quantity, keeps the place, and tells REPLACED")
  func amend() throws {
    let fixture = fixture()
    let first = try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=2 price=65000")
    let second = try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=1 price=65000", by: fixture.bob)
    let amendment = try fixture.exchange.amend(
      fixture.parameters("orderId=\(first.order.id) newQty=1.5"), for: fixture.alice)
    #expect(amendment.newQuantity == 150_000_000)
    #expect(fixture.reports.last?.type == .replaced)
    #expect(fixture.alice.wallet(.spot)["USDT"].locked.description == "97500.00000000")
    _ = fixture.exchange.takeForMarket(side: .sell, quantity: 200_000_000, limit: nil, in: fixture.market)
    #expect(first.order.status == .filled && second.order.executed == 50_000_000)
    for (words, expected) in [
      ("newQty=2", "-2038 Order amend (quantity increase) is not supported."),
      ("newQty=1", "-2038 The requested action would change no state; rejecting"),
      ("newQty=0.000001", "-2038 Filter failure: LOT_SIZE"),
    ] {
      let refusal = fixture.refusal {
        _ = try fixture.exchange.amend(
          fixture.parameters("orderId=\(second.order.id) \(words)"), for: fixture.bob)
      }
      #expect(refusal == expected)
    }
  }

  @Test("Cancel-replace tells both halves, and with STOP_ON_FAILURE places nothing when the cancel fails")
  func cancelReplace() throws {
    let fixture = fixture()
    let order = try fixture.place("side=BUY type=LIMIT timeInForce=GTC quantity=1 price=64000").order
    let new = "side=BUY type=LIMIT timeInForce=GTC quantity=1 price=64500"
    let good = try fixture.exchange.cancelReplace(
      fixture.parameters("\(new) cancelReplaceMode=STOP_ON_FAILURE cancelOrderId=\(order.id)"), for: fixture.alice)
    #expect(good.failure == nil && order.status == .canceled)
    let stopped = try fixture.exchange.cancelReplace(
      fixture.parameters("\(new) cancelReplaceMode=STOP_ON_FAILURE cancelOrderId=\(order.id)"), for: fixture.alice)
    #expect(stopped.failure?.code == -2022)
    let allowed = try fixture.exchange.cancelReplace(
      fixture.parameters("\(new) cancelReplaceMode=ALLOW_FAILURE cancelOrderId=\(order.id)"), for: fixture.alice)
    #expect(allowed.failure?.code == -2021 && allowed.failure?.status == 409)
    let tooMuch = try fixture.exchange.cancelReplace(
      fixture.parameters(
        "side=SELL type=LIMIT timeInForce=GTC quantity=120 price=66000 cancelReplaceMode=ALLOW_FAILURE cancelOrderId=1"),
      for: fixture.alice)
    #expect(tooMuch.failure?.code == -2022)
  }

  @Test(
    "Cancel-replace refuses a malformed cancel whole, whatever the mode",
    arguments: [
      ("cancelOrderId=1 cancelRestrictions=FOO", "-1145 `cancelRestrictions` has to be either"),
      ("cancelOrderId=1 cancelNewClientOrderId=a.b", "-1100 Illegal characters found in parameter 'cancelNewClientOrd"),
      ("cancelOrderId=abc", "-1100 Illegal characters found in parameter 'cancelOrderId'"),
      ("cancelOrderId=1 orderRateLimitExceededMode=FOO", "-1130 Data sent for parameter 'orderRateLimitExceededMode'"),
    ])
  func malformedCancelReplace(words: String, expected: String) {
    let fixture = fixture()
    let new = "side=BUY type=LIMIT timeInForce=GTC quantity=1 price=64500 cancelReplaceMode=ALLOW_FAILURE"
    let refusal = fixture.refusal {
      _ = try fixture.exchange.cancelReplace(fixture.parameters("\(new) \(words)"), for: fixture.alice)
    }
    #expect(refusal.hasPrefix(expected))
    #expect(fixture.exchange.orders.openOrders(account: fixture.alice).isEmpty)
  }
}
