import BinanceAdapter
import BinanceSandbox
import Testing
import TradingEngine
import TradingModel
import TradingNetwork

@Suite("Spot order types on the sandbox in simulated time")
struct SpotOrderTypeTests {
  private func price(_ raw: Int64) -> Price { Price(raw: raw, precision: 2) }

  private func terms(_ side: OrderSide, _ type: OrderType, _ change: (inout OrderTerms) -> Void) throws -> OrderTerms {
    var terms = OrderTerms(side: side, type: type, quantity: try Quantity("0.00500"))
    change(&terms)
    return terms
  }

  /// An order of each type that does not trade at once, with the venue's word for it.
  private func everyType(around last: Int64) throws -> [(ClientOrderId, OrderTerms, String)] {
    let low = price(last * 97 / 100)
    let lower = price(last * 96 / 100)
    let high = price(last * 103 / 100)
    return [
      ("T-limit", try terms(.buy, .limit) { $0.price = low }, "LIMIT"),
      (
        "T-maker",
        try terms(.buy, .limit) {
          $0.price = low
          $0.isPostOnly = true
        }, "LIMIT_MAKER"
      ),
      (
        "T-iceberg",
        try terms(.buy, .limit) {
          $0.price = low
          $0.displayQuantity = Quantity(raw: 100, precision: 5)
        }, "LIMIT"
      ),
      ("T-stop", try terms(.sell, .stopMarket) { $0.triggerPrice = low }, "STOP_LOSS"),
      (
        "T-stoplimit",
        try terms(.sell, .stopLimit) {
          $0.triggerPrice = low
          $0.price = lower
        }, "STOP_LOSS_LIMIT"
      ),
      ("T-mit", try terms(.sell, .marketIfTouched) { $0.triggerPrice = high }, "TAKE_PROFIT"),
      (
        "T-lit",
        try terms(.sell, .limitIfTouched) {
          $0.triggerPrice = high
          $0.price = high
        }, "TAKE_PROFIT_LIMIT"
      ),
      (
        "T-trail",
        try terms(.sell, .trailingStopMarket) {
          $0.trailingOffset = WideDecimal(200)
          $0.trailingOffsetType = .basisPoints
        }, "STOP_LOSS"
      ),
      (
        "T-trail-above",
        try terms(.sell, .trailingStopMarket) {
          $0.trailingOffset = WideDecimal(200)
          $0.activationPrice = high
        }, "TAKE_PROFIT"
      ),
      (
        "T-trail-below",
        try terms(.sell, .trailingStopMarket) {
          $0.trailingOffset = WideDecimal(200)
          $0.activationPrice = low
        }, "STOP_LOSS"
      ),
      (
        "T-stp",
        try terms(.buy, .limit) {
          $0.price = low
          $0.params = ["selfTradePreventionMode": "EXPIRE_TAKER", "strategyId": "7", "newOrderRespType": "ACK"]
        }, "LIMIT"
      ),
    ]
  }

  @Test("Every type of order is accepted by the venue, by the WebSocket API and by REST", arguments: [true, false])
  func types(useWSTrading: Bool) throws {
    let (bench, last) = try SpotTradingWorld.traded(seed: 41, useWSTrading: useWSTrading)
    // One after another, since a symbol takes few conditional orders at a time.
    for (id, terms, word) in try everyType(around: last) {
      bench.submit(id, terms)
      bench.world.run(for: .seconds(1))
      let order = try #require(bench.cache.orders.order(id))
      #expect(order.status == .accepted, "\(id): \(order.status) \(order.reason)")
      let entry = bench.venue.ledger.query(kind: .order, account: bench.venue.credentials.account).last {
        $0["clientOrderId"] == id.text
      }
      #expect(entry?["type"] == word, "\(id)")
      bench.cancel(id)
      bench.world.run(for: .seconds(1))
      #expect(bench.cache.orders.order(id)?.status == .canceled, "\(id)")
    }
    bench.shutDown()
  }

  @Test("What the venue has no form for is denied before anything is sent, with its rule and what is known")
  func denials() throws {
    let (bench, last) = try SpotTradingWorld.traded(seed: 42)
    let low = price(last * 97 / 100)
    let requests = bench.venue.ledger.query(account: bench.venue.credentials.account).count
    let denied: [(ClientOrderId, OrderTerms, String)] = [
      (
        "D-1",
        try terms(.sell, .stopLimit) {
          $0.triggerPrice = low
          $0.price = low
          $0.isPostOnly = true
        }, "UNSUPPORTED_POST_ONLY"
      ),
      (
        "D-2",
        try terms(.buy, .limit) {
          $0.price = low
          $0.params = ["selfTradePreventionMod": "NONE"]
        }, "UNKNOWN_PARAMETER: 'selfTradePreventionMod'; known are"
      ),
      (
        "D-3",
        try terms(.buy, .limit) {
          $0.price = low
          $0.params = ["newOrderRespType": "SHORT"]
        }, "INVALID_PARAMETER: newOrderRespType='SHORT'; it takes ACK, FULL, RESULT"
      ),
    ]
    for (id, terms, _) in denied { bench.submit(id, terms) }
    bench.world.run(for: .seconds(1))
    for (id, _, reason) in denied {
      let order = try #require(bench.cache.orders.order(id))
      #expect(order.status == .denied)
      #expect(order.reason.hasPrefix(reason), "\(order.reason)")
    }
    #expect(bench.venue.ledger.query(account: bench.venue.credentials.account).count == requests)
    bench.shutDown()
  }
}
