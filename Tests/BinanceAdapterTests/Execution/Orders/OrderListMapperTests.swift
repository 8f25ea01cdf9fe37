import Testing
import TradingModel

@testable import BinanceAdapter

@Suite("BinanceOrderListMapper")
struct OrderListMapperTests {
  private let mapper = BinanceOrderListMapper(orders: BinanceOrderMapper(product: BinanceAccountType.spot.product))
  private let quantity = Quantity(raw: 150, precision: 2)

  private func price(_ whole: Int64) -> Price { Price(raw: whole, precision: 0) }

  /// The kind and parameters of a list as one line, without those that every list has.
  private func line(_ contingency: ContingencyType, _ terms: [OrderTerms]) -> String {
    let orders = terms.enumerated().map { index, terms in
      let identity = OrderIdentity(
        strategyId: "S-1", instrumentId: InstrumentId(symbol: "BTCUSDT", venue: "BINANCE"),
        clientOrderId: ClientOrderId("O-\(index + 1)"))
      return SubmitOrder(order: identity, terms: terms, tsInit: .zero)
    }
    do {
      let command = SubmitOrderList(orderListId: "L-1", contingency: contingency, orders: orders, tsInit: .zero)
      let request = try mapper.request(command, symbol: "BTCUSDT")
      let usual: Set<String> = ["symbol", "listClientOrderId", "newOrderRespType"]
      let parts = request.parameters.items.filter { !usual.contains($0.name) }.map { "\($0.name)=\($0.value)" }
      return "\(request.kind): \(parts.joined(separator: " "))"
    } catch {
      return error.reason
    }
  }

  private func limit(_ side: OrderSide, _ whole: Int64) -> OrderTerms {
    OrderTerms(side: side, type: .limit, quantity: quantity, price: price(whole))
  }

  private func stop(_ side: OrderSide, _ whole: Int64, limit: Int64? = nil) -> OrderTerms {
    OrderTerms(
      side: side, type: limit == nil ? .stopMarket : .stopLimit, quantity: quantity, price: limit.map(price),
      triggerPrice: price(whole))
  }

  @Test("Of a pair to sell the profit is above and the stop below; to buy it is the other way round")
  func pairs() {
    let selling =
      "oco: side=SELL quantity=1.50 aboveType=LIMIT_MAKER aboveClientOrderId=O-1 abovePrice=110 "
      + "belowType=STOP_LOSS belowClientOrderId=O-2 belowStopPrice=90"
    #expect(line(.oco, [limit(.sell, 110), stop(.sell, 90)]) == selling)
    #expect(
      line(.oco, [stop(.buy, 110, limit: 111), limit(.buy, 90)])
        == "oco: side=BUY quantity=1.50 aboveType=STOP_LOSS_LIMIT aboveClientOrderId=O-1 aboveTimeInForce=GTC "
        + "abovePrice=111 aboveStopPrice=110 belowType=LIMIT_MAKER belowClientOrderId=O-2 belowPrice=90")
    var touched = stop(.sell, 110)
    touched.type = .marketIfTouched
    var trailing = OrderTerms(side: .sell, type: .trailingStopMarket, quantity: quantity)
    trailing.trailingOffset = WideDecimal(100)
    #expect(
      line(.oco, [trailing, touched])
        == "oco: side=SELL quantity=1.50 aboveType=TAKE_PROFIT aboveClientOrderId=O-2 aboveStopPrice=110 "
        + "belowType=STOP_LOSS belowClientOrderId=O-1 belowTrailingDelta=100")
  }

  @Test("The working order and the pending ones have their own sides and quantities")
  func pending() {
    let working =
      "workingSide=BUY workingQuantity=1.50 workingType=LIMIT workingClientOrderId=O-1 "
      + "workingTimeInForce=GTC workingPrice=100 "
    #expect(
      line(.oto, [limit(.buy, 100), OrderTerms(side: .sell, type: .market, quantity: quantity)])
        == "oto: " + working + "pendingSide=SELL pendingQuantity=1.50 pendingType=MARKET pendingClientOrderId=O-2")
    let pair =
      "pendingAboveType=LIMIT_MAKER pendingAboveClientOrderId=O-2 pendingAbovePrice=110 "
      + "pendingBelowType=STOP_LOSS pendingBelowClientOrderId=O-3 pendingBelowStopPrice=90"
    #expect(
      line(.otoco, [limit(.buy, 100), limit(.sell, 110), stop(.sell, 90)])
        == "otoco: " + working + "pendingSide=SELL pendingQuantity=1.50 " + pair)
    #expect(
      line(.opoco, [limit(.buy, 100), limit(.sell, 110), stop(.sell, 90)])
        == "opoco: " + working + "pendingSide=SELL " + pair)
  }

  @Test("A bracket's legs may be reduce-only, since they cannot but reduce; parameters go to their legs")
  func brackets() {
    var profit = limit(.sell, 110)
    var loss = stop(.sell, 90)
    profit.isReduceOnly = true
    loss.isReduceOnly = true
    loss.params = ["strategyId": "7", "selfTradePreventionMode": "EXPIRE_BOTH"]
    let text = line(.otoco, [limit(.buy, 100), profit, loss])
    #expect(text.hasPrefix("otoco:") && text.contains("pendingBelowStrategyId=7"))
    #expect(text.hasSuffix("selfTradePreventionMode=EXPIRE_BOTH"))
  }

  @Test("Lists that the venue has no form for are denied with what is wrong")
  func denials() {
    let market = OrderTerms(side: .buy, type: .market, quantity: quantity)
    var larger = stop(.sell, 90)
    larger.quantity = Quantity(raw: 200, precision: 2)
    for text in [
      line(.oco, [limit(.sell, 110)]), line(.oco, [limit(.sell, 110), stop(.buy, 90)]),
      line(.oco, [limit(.sell, 110), larger]), line(.oco, [limit(.sell, 110), limit(.sell, 120)]),
      line(.otoco, [market, limit(.sell, 110), stop(.sell, 90)]), line(.opo, [limit(.sell, 100), limit(.buy, 90)]),
      line(.ouo, [limit(.sell, 110), stop(.sell, 90)]),
    ] { #expect(text.hasPrefix("UNSUPPORTED_ORDER_LIST: "), "\(text)") }
  }
}
