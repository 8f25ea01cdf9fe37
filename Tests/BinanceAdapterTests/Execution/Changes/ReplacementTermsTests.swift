import Testing
import TradingModel

@testable import BinanceAdapter

@Suite("What a replacement asks for")
struct ReplacementTermsTests {
  private let mapper = BinanceOrderMapper(product: BinanceAccountType.spot.product)
  private let quantity = Quantity(raw: 150, precision: 2)
  private let price = Price(raw: 195_000, precision: 2)
  private let trigger = Price(raw: 190_000, precision: 2)

  /// The parameters of a replacement, without those that name what is replaced.
  private func replacement(
    _ terms: OrderTerms, price: Price?, isTriggered: Bool = false, market: Price? = nil
  ) throws -> [String: String] {
    let identity = OrderIdentity(
      strategyId: "S-1", instrumentId: InstrumentId(symbol: "BTCUSDT", venue: "BINANCE"), clientOrderId: "O-1")
    var order = BinanceTrackedOrder(
      identity: identity, symbol: "BTCUSDT", terms: terms, submittedAt: .zero, venueOrderId: "7")
    order.isTriggered = isTriggered
    let change = BinanceOrderChange(
      means: .replacement, total: quantity, price: price, triggerPrice: terms.triggerPrice, legQuantity: quantity,
      filledBefore: .zero, firstId: "7")
    let parameters = try mapper.replacement(of: order, by: change, params: [:], market: market)
    return Dictionary(parameters.items.map { ($0.name, $0.value) }, uniquingKeysWith: { "\($0) and \($1)" })
  }

  @Test("A stop-limit order that has triggered is replaced by a limit order", arguments: [true, false])
  func triggered(isTriggered: Bool) throws {
    let terms = OrderTerms(side: .sell, type: .stopLimit, quantity: quantity, price: price, triggerPrice: trigger)
    let sent = try replacement(terms, price: Price(raw: 196_000, precision: 2), isTriggered: isTriggered)
    #expect(sent["type"] == (isTriggered ? "LIMIT" : "STOP_LOSS_LIMIT"))
    #expect(sent["stopPrice"] == (isTriggered ? nil : "1900.00"))
    #expect(sent["price"] == "1960.00")
  }

  @Test("A trailing stop keeps its word as the market stands to its activation price")
  func trailing() throws {
    let terms = OrderTerms(
      side: .sell, type: .trailingStopMarket, quantity: quantity, activationPrice: price,
      trailingOffset: WideDecimal(150), trailingOffsetType: .basisPoints)
    let above = try replacement(terms, price: nil, market: Price(raw: 200_000, precision: 2))
    #expect(above["type"] == "STOP_LOSS")
    let below = try replacement(terms, price: nil, market: Price(raw: 190_000, precision: 2))
    #expect(below["type"] == "TAKE_PROFIT")
  }

  @Test("An order whose expire time the node keeps stays good till canceled at the venue")
  func expiring() throws {
    let terms = OrderTerms(
      side: .buy, type: .limit, quantity: quantity, timeInForce: .gtd, price: price,
      expireTime: UnixNanos(milliseconds: 1))
    #expect(try replacement(terms, price: trigger)["timeInForce"] == "GTC")
  }

  @Test("A pegged order stays pegged without a price, and a new price ends the peg")
  func pegged() throws {
    var terms = OrderTerms(side: .buy, type: .limit, quantity: quantity, price: price)
    terms.params = ["pegPriceType": "PRIMARY_PEG"]
    let same = try replacement(terms, price: price)
    #expect(same["pegPriceType"] == "PRIMARY_PEG" && same["price"] == nil)
    let other = try replacement(terms, price: trigger)
    #expect(other["pegPriceType"] == nil && other["price"] == "1900.00")
  }

  @Test(
    "Parameters that the venue would refuse are denied",
    arguments: [
      ("recvWindow", "70000"), ("recvWindow", "-1"), ("recvWindow", "0"), ("recvWindow", "1.0001"),
      ("trailingDelta", "100"),
    ])
  func params(name: String, value: String) {
    var terms = OrderTerms(side: .buy, type: .limit, quantity: quantity, price: price)
    terms.params = [name: value]
    #expect(throws: BinanceOrderDenial.self) { try replacement(terms, price: trigger) }
  }

  @Test("What names a cancellation is checked; a window within its bounds passes")
  func cancellation() throws {
    let extras = BinanceOrderExtras.cancellation(BinanceAccountType.spot.product)
    #expect(throws: BinanceOrderDenial.self) { try extras.check(["newClientOrderId": "a b"]) }
    _ = try extras.check(["newClientOrderId": "a-b", "recvWindow": "5000.125"])
  }
}
