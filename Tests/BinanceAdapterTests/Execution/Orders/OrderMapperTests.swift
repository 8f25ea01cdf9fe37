import Testing
import TradingModel

@testable import BinanceAdapter

@Suite("BinanceOrderMapper")
struct OrderMapperTests {
  private let mapper = BinanceOrderMapper(product: BinanceAccountType.spot.product)
  private let quantity = Quantity(raw: 150, precision: 2)
  private let price = Price(raw: 10_050, precision: 2)
  private let trigger = Price(raw: 9_900, precision: 2)

  /// The parameters of an order as one line, without those that every order has.
  private func line(_ terms: OrderTerms, mapper: BinanceOrderMapper? = nil, id: ClientOrderId = "O-1") -> String {
    let identity = OrderIdentity(
      strategyId: "S-1", instrumentId: InstrumentId(symbol: "BTCUSDT", venue: "BINANCE"), clientOrderId: id)
    do {
      let command = SubmitOrder(order: identity, terms: terms, tsInit: .zero)
      let parameters = try (mapper ?? self.mapper).newOrder(command, symbol: "BTCUSDT")
      let usual: Set<String> = ["symbol", "newClientOrderId", "newOrderRespType"]
      return parameters.items.filter { !usual.contains($0.name) }.map { "\($0.name)=\($0.value)" }.joined(
        separator: " ")
    } catch {
      return error.reason
    }
  }

  @Test("Every type of the spot exchange has its form")
  func forms() {
    #expect(line(OrderTerms(side: .buy, type: .market, quantity: quantity)) == "side=BUY type=MARKET quantity=1.50")
    #expect(
      line(OrderTerms(side: .buy, type: .market, quantity: quantity, isQuoteQuantity: true))
        == "side=BUY type=MARKET quoteOrderQty=1.50")
    for tif in [TimeInForce.gtc, .ioc, .fok] {
      #expect(
        line(OrderTerms(side: .sell, type: .limit, quantity: quantity, timeInForce: tif, price: price))
          == "side=SELL type=LIMIT timeInForce=\(tif.rawValue) quantity=1.50 price=100.50")
    }
    #expect(
      line(OrderTerms(side: .sell, type: .limit, quantity: quantity, price: price, isPostOnly: true))
        == "side=SELL type=LIMIT_MAKER quantity=1.50 price=100.50")
    #expect(
      line(OrderTerms(side: .sell, type: .stopMarket, quantity: quantity, triggerPrice: trigger))
        == "side=SELL type=STOP_LOSS quantity=1.50 stopPrice=99.00")
    #expect(
      line(OrderTerms(side: .sell, type: .stopLimit, quantity: quantity, price: price, triggerPrice: trigger))
        == "side=SELL type=STOP_LOSS_LIMIT timeInForce=GTC quantity=1.50 price=100.50 stopPrice=99.00")
    #expect(
      line(OrderTerms(side: .buy, type: .marketIfTouched, quantity: quantity, triggerPrice: trigger))
        == "side=BUY type=TAKE_PROFIT quantity=1.50 stopPrice=99.00")
    #expect(
      line(OrderTerms(side: .buy, type: .limitIfTouched, quantity: quantity, price: price, triggerPrice: trigger))
        == "side=BUY type=TAKE_PROFIT_LIMIT timeInForce=GTC quantity=1.50 price=100.50 stopPrice=99.00")
    #expect(
      line(
        OrderTerms(
          side: .sell, type: .trailingStopMarket, quantity: quantity, activationPrice: price,
          trailingOffset: WideDecimal(150), trailingOffsetType: .basisPoints))
        == "side=SELL type=TAKE_PROFIT quantity=1.50 trailingDelta=150 stopPrice=100.50")
    #expect(
      line(
        OrderTerms(
          side: .sell, type: .limit, quantity: quantity, price: price, displayQuantity: Quantity(raw: 10, precision: 2))
      )
        == "side=SELL type=LIMIT timeInForce=GTC quantity=1.50 price=100.50 icebergQty=0.10")
  }

  @Test(
    "What the spot exchange has no form for is denied with the rule's name",
    arguments: [
      (
        "UNSUPPORTED_TIME_IN_FORCE",
        OrderTerms(
          side: .buy, type: .limit, quantity: Quantity(raw: 1, precision: 0), timeInForce: .gtd,
          price: Price(raw: 1, precision: 0))
      ),
      (
        "UNSUPPORTED_TIME_IN_FORCE",
        OrderTerms(
          side: .buy, type: .limit, quantity: Quantity(raw: 1, precision: 0), timeInForce: .ioc,
          price: Price(raw: 1, precision: 0), isPostOnly: true)
      ),
      (
        "UNSUPPORTED_POST_ONLY",
        OrderTerms(side: .buy, type: .market, quantity: Quantity(raw: 1, precision: 0), isPostOnly: true)
      ),
      (
        "UNSUPPORTED_REDUCE_ONLY",
        OrderTerms(side: .buy, type: .market, quantity: Quantity(raw: 1, precision: 0), isReduceOnly: true)
      ),
      (
        "UNSUPPORTED_QUOTE_QUANTITY",
        OrderTerms(
          side: .buy, type: .limit, quantity: Quantity(raw: 1, precision: 0), price: Price(raw: 1, precision: 0),
          isQuoteQuantity: true)
      ),
      ("QUANTITY_NOT_POSITIVE", OrderTerms(side: .buy, type: .market, quantity: Quantity(raw: 0, precision: 0))),
      ("PRICE_MISSING", OrderTerms(side: .buy, type: .limit, quantity: Quantity(raw: 1, precision: 0))),
      ("TRIGGER_PRICE_MISSING", OrderTerms(side: .buy, type: .stopMarket, quantity: Quantity(raw: 1, precision: 0))),
      (
        "UNSUPPORTED_TRIGGER_TYPE",
        OrderTerms(
          side: .buy, type: .stopMarket, quantity: Quantity(raw: 1, precision: 0),
          triggerPrice: Price(raw: 1, precision: 0), triggerType: .markPrice)
      ),
      (
        "TRAILING_OFFSET_INVALID",
        OrderTerms(
          side: .buy, type: .trailingStopMarket, quantity: Quantity(raw: 1, precision: 0),
          trailingOffset: WideDecimal(mantissa: 15, scale: 1))
      ),
      (
        "UNSUPPORTED_TRAILING_OFFSET_TYPE",
        OrderTerms(
          side: .buy, type: .trailingStopMarket, quantity: Quantity(raw: 1, precision: 0),
          trailingOffset: WideDecimal(5), trailingOffsetType: .ticks)
      ),
      (
        "UNSUPPORTED_DISPLAY_QUANTITY",
        OrderTerms(
          side: .buy, type: .market, quantity: Quantity(raw: 1, precision: 0),
          displayQuantity: Quantity(raw: 1, precision: 0))
      ),
      (
        "UNKNOWN_PARAMETER",
        OrderTerms(side: .buy, type: .market, quantity: Quantity(raw: 1, precision: 0), params: ["symbol": "ETHUSDT"])
      ),
    ])
  func denials(rule: String, terms: OrderTerms) {
    #expect(line(terms).hasPrefix("\(rule):"), "\(line(terms))")
  }

  @Test("Identifiers are the venue's: one to thirty-six letters, digits, hyphens and underscores")
  func identifiers() {
    let terms = OrderTerms(side: .buy, type: .market, quantity: quantity)
    #expect(line(terms, id: ClientOrderId(String(repeating: "a", count: 36))).hasPrefix("side="))
    for bad in ["", String(repeating: "a", count: 37), "a.b", "a b", "ä", "a/b"] {
      #expect(line(terms, id: ClientOrderId(bad)).hasPrefix("CLIENT_ORDER_ID_INVALID"))
    }
  }

  @Test("Margin orders say what they do about borrowing, and which account they belong to")
  func margin() {
    let isolated = BinanceOrderMapper(
      product: BinanceAccountType.isolatedMargin.product, sideEffectType: .autoBorrowRepay)
    #expect(
      line(OrderTerms(side: .buy, type: .market, quantity: quantity), mapper: isolated)
        == "side=BUY type=MARKET isIsolated=TRUE quantity=1.50 sideEffectType=AUTO_BORROW_REPAY")
    #expect(
      line(
        OrderTerms(side: .buy, type: .market, quantity: quantity, params: ["sideEffectType": "MARGIN_BUY"]),
        mapper: isolated) == "side=BUY type=MARKET isIsolated=TRUE quantity=1.50 sideEffectType=MARGIN_BUY")
  }

  @Test("An order is named by the venue's identifier where that is known")
  func references() {
    #expect(mapper.reference("12", "O-1", symbol: "BTCUSDT").query == "symbol=BTCUSDT&orderId=12")
    #expect(mapper.reference(nil, "O-1", symbol: "BTCUSDT").query == "symbol=BTCUSDT&origClientOrderId=O-1")
  }
}
