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
