import Testing
import TradingEngine
import TradingModel

@testable import BinanceAdapter

@Suite("What an order may borrow")
struct MarginGuardTests {
  private func book(_ level: String = "999", assets: Int = 10, debts: Int = 0) throws -> BinanceMarginBook.Standing {
    BinanceMarginBook.Standing(
      level: try WideDecimal(level), assets: WideDecimal(assets), debts: WideDecimal(debts),
      free: ["USDT": WideDecimal(1_000)], at: .zero)
  }

  private func denial(
    _ standing: BinanceMarginBook.Standing?, floor: Int?, need: Int, of asset: String = "BTC", most: Int? = nil
  ) -> String? {
    BinanceMarginGuard(
      standing: standing, floor: floor.map { WideDecimal($0) }, borrowable: { _ in most.map { WideDecimal($0) } },
      price: { $0 == "BTC" ? .one : nil }
    ).denial(need: WideDecimal(need), of: asset)?.description
  }

  @Test("An order that would take the account below the user's floor is denied with the numbers")
  func floor() throws {
    #expect(try denial(book(), floor: 2, need: 10) == nil)
    #expect(
      try denial(book(), floor: 2, need: 11)
        == "MARGIN_LEVEL_FLOOR: level=999 levelAfter=1.9090909 floor=2 borrow=11 BTC")
    #expect(
      try denial(book("1.5", assets: 30, debts: 20), floor: 2, need: 1) == "MARGIN_LEVEL_FLOOR: level=1.5 floor=2")
    #expect(try denial(book(), floor: nil, need: 1_000) == nil)
    #expect(denial(nil, floor: 2, need: 1_000) == nil)
  }

  @Test("What is free need not be borrowed, and more than may be borrowed is denied")
  func borrowable() throws {
    #expect(try denial(book(), floor: 2, need: 1_000, of: "USDT", most: 0) == nil)
    #expect(
      try denial(book(), floor: nil, need: 5, most: 4) == "MAX_BORROWABLE: asset=BTC borrow=5 maxBorrowable=4")
    #expect(try denial(book(), floor: nil, need: 4, most: 4) == nil)
  }

  @Test("What orders under way borrow counts against the floor, and what they take of the free money is gone")
  func claims() throws {
    func claim(_ name: String, _ asset: String, _ amount: Int, borrowed: Int) -> BinanceMarginBook.Claim {
      BinanceMarginBook.Claim(
        order: ClientOrderId(name), asset: asset, amount: WideDecimal(amount), borrowed: WideDecimal(borrowed),
        unit: .one, sentAt: .zero)
    }
    var pure = BinanceMarginBook()
    let pair = try BinanceIsolatedPair(
      JSONValue(
        parsing: Array(
          """
          {"symbol":"BTCUSDT","isolatedCreated":true,"enabled":true,"marginLevel":"999","marginLevelStatus":"EXCESSIVE",
          "marginRatio":"10","indexPrice":"1","liquidatePrice":"0","liquidateRate":"0","tradeEnabled":true,
          "baseAsset":{"asset":"BTC","borrowEnabled":true,"borrowed":"0","free":"0","interest":"0","locked":"0",
          "netAsset":"0","netAssetOfBtc":"0","repayEnabled":true,"totalAsset":"0"},
          "quoteAsset":{"asset":"USDT","borrowEnabled":true,"borrowed":"0","free":"10","interest":"0","locked":"0",
          "netAsset":"10","netAssetOfBtc":"0","repayEnabled":true,"totalAsset":"10"}}
          """.utf8)))
    pure.note([pair], at: .zero)
    for name in ["A", "B"] { pure.add(claim(name, "BTC", 5, borrowed: 5), of: "BTCUSDT") }
    pure.add(claim("C", "USDT", 4, borrowed: 0), of: "BTCUSDT")
    let after = try #require(pure.standing(of: "BTCUSDT", after: pure.claims["BTCUSDT"] ?? []))
    #expect(after.level == WideDecimal(2))
    #expect(after.free["USDT"] == WideDecimal(6))
    #expect(denial(after, floor: 2, need: 1)?.hasPrefix("MARGIN_LEVEL_FLOOR: level=2 ") == true)
    pure.settle(["B", "C"])
    #expect(pure.claims["BTCUSDT"]?.map(\.order) == ["A"])
  }

  @Test("A loan and a transfer are judged by the floor; without debts everything may leave")
  func loansAndTransfers() throws {
    func denial(_ standing: BinanceMarginBook.Standing, worth: Int, isLoan: Bool) -> String? {
      BinanceMarginGuard(
        standing: standing, floor: WideDecimal(2), borrowable: { _ in nil }, price: { _ in nil }
      ).denial(isLoan ? "borrow" : "transfer", worth: WideDecimal(worth), isLoan: isLoan, "it")?.description
    }
    #expect(try denial(book(), worth: 10, isLoan: true) == nil)
    #expect(
      try denial(book(), worth: 20, isLoan: true)
        == "MARGIN_LEVEL_FLOOR: level=999 levelAfter=1.5 floor=2 borrow=it")
    #expect(try denial(book(), worth: 10, isLoan: false) == nil)
    #expect(
      try denial(book("2.5", assets: 10, debts: 4), worth: 4, isLoan: false)
        == "MARGIN_LEVEL_FLOOR: level=2.5 levelAfter=1.5 floor=2 transfer=it")
  }

  @Test("A market sell by its worth needs the coins that the worth buys")
  func quoteQuantity() throws {
    var order = BinanceOrderRequest()
    order.side = .sell
    order.quoteQuantity = WideDecimal(300)
    let need = BinanceMarginGuard.need(order, base: "BTC", quote: "USDT", reference: WideDecimal(100))
    #expect(need?.amount == WideDecimal(3))
    #expect(need?.asset == "BTC")
    #expect(BinanceMarginGuard.need(order, base: "BTC", quote: "USDT", reference: nil) == nil)
  }

  @Test(
    "Lists with a working order are denied on margin where they hold what margin does not take",
    arguments: [
      ("otoco", "pendingBelowType", "TAKE_PROFIT_LIMIT", "without if-touched orders"),
      ("oto", "sideEffectType", "AUTO_REPAY", "not AUTO_REPAY"),
      ("oto", "pendingTrailingDelta", "100", "needs a limit price"),
    ])
  func workingLists(kind: String, name: String, value: String, reason: String) throws {
    func list(_ isBad: Bool) -> BinanceOrderListRequest {
      var parameters: BinanceParameters = ["symbol": "BTCUSDT", "workingType": "LIMIT", "workingSide": "BUY"]
      if isBad { parameters.append(name, value) }
      return BinanceOrderListRequest(kind: kind, paysFromWorking: false, parameters: parameters, legs: [])
    }
    #expect(throws: Never.self) { try BinanceMarginList.adapt(list(false)) }
    let denial = #expect(throws: BinanceOrderDenial.self) { try BinanceMarginList.adapt(list(true)) }
    #expect(denial?.reason.hasPrefix("UNSUPPORTED_ORDER_LIST: ") == true)
    #expect(denial?.reason.contains(reason) == true)
  }

  @Test("A cancellation on margin carries no restrictions, which that endpoint does not know")
  func cancellation() {
    let words = ["cancelRestrictions": "ONLY_NEW"]
    #expect(throws: BinanceOrderDenial.self) {
      try BinanceOrderExtras.cancellation(BinanceAccountType.margin.product).check(words)
    }
    #expect(throws: Never.self) {
      try BinanceOrderExtras.cancellation(BinanceAccountType.spot.product).check(words)
    }
  }

  @Test("An OCO on margin takes the first form that the venue had")
  func oco() throws {
    let list = BinanceOrderListRequest(
      kind: "oco", paysFromWorking: false,
      parameters: [
        "symbol": "BTCUSDT", "side": "SELL", "quantity": "1", "aboveType": "LIMIT_MAKER", "aboveClientOrderId": "a",
        "abovePrice": "110", "belowType": "STOP_LOSS_LIMIT", "belowClientOrderId": "b", "belowTimeInForce": "GTC",
        "belowPrice": "89", "belowStopPrice": "90", "isIsolated": "TRUE",
      ], legs: [])
    let adapted = try BinanceMarginList.adapt(list)
    #expect(
      adapted.parameters.sortedPlain
        == "isIsolated=TRUE&limitClientOrderId=a&price=110&quantity=1&side=SELL&stopClientOrderId=b&stopLimitPrice=89"
        + "&stopLimitTimeInForce=GTC&stopPrice=90&symbol=BTCUSDT")
  }

  @Test("Margin requests have the weights of 2026 and name the account that they mean")
  func requests() {
    #expect(BinanceRequest<Int64>.borrow(.one, "BTC").cost == (1_500, .account))
    #expect(BinanceRequest<BinanceMaxBorrowable>.maxBorrowable("BTC").cost == (750, .account))
    #expect(
      BinanceRequest<Int64>.borrow(.one, "BTC", isolatedSymbol: "BTCUSDT").parameters.query
        == "asset=BTC&isIsolated=TRUE&symbol=BTCUSDT&amount=1&type=BORROW")
    #expect(
      BinanceRequest<Int64>.transfer(.one, "USDT", from: .isolatedMargin("BTCUSDT"), to: .crossMargin).parameters.query
        == "type=ISOLATEDMARGIN_MARGIN&asset=USDT&amount=1&fromSymbol=BTCUSDT")
    #expect(BinanceWallet.spot.transferType(to: .isolatedMargin("BTCUSDT")) == "MAIN_ISOLATED_MARGIN")
    #expect(BinanceWallet.isolatedMargin("BTCUSDT").transferType(to: .spot) == "ISOLATED_MARGIN_MAIN")
    #expect(BinanceWallet(name: "isolated:BTCUSDT") == .isolatedMargin("BTCUSDT"))
    #expect(BinanceWallet(name: "isolated") == nil)
  }
}
