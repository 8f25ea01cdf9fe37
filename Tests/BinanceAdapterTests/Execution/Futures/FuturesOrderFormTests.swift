import Foundation
import Testing
import TradingModel

@testable import BinanceAdapter

@Suite("The forms of futures orders")
struct FuturesOrderFormTests {
  private static let quantity = Quantity(raw: 1_500, precision: 3)
  private static let price = Price(raw: 1_005, precision: 1)
  private static let trigger = Price(raw: 990, precision: 1)
  /// In whole seconds, as the venue takes them.
  private static let now = UnixNanos(milliseconds: 1_795_392_000_000)

  private func mapper(isCoin: Bool = false, isHedge: Bool = false) -> BinanceOrderMapper {
    var mapper = BinanceOrderMapper(product: (isCoin ? BinanceAccountType.coinFutures : .usdtFutures).product)
    mapper.futures.isHedge = isHedge
    mapper.futures.now = Self.now
    return mapper
  }

  /// The parameters of an order as one line, without those that every order has; or why it cannot be one.
  private func line(_ terms: OrderTerms, mapper given: BinanceOrderMapper? = nil) -> String {
    let mapper = given ?? self.mapper()
    let identity = OrderIdentity(
      strategyId: "S-1", instrumentId: InstrumentId(symbol: "BTCUSDT-PERP", venue: "BINANCE"), clientOrderId: "O-1")
    do {
      let parameters = try mapper.newOrder(
        SubmitOrder(order: identity, terms: terms, tsInit: .zero), symbol: "BTCUSDT")
      let usual: Set<String> = ["symbol", "algoType", "clientAlgoId", "newClientOrderId", "newOrderRespType"]
      return parameters.items.filter { !usual.contains($0.name) }.map { "\($0.name)=\($0.value)" }.joined(
        separator: " ")
    } catch {
      return error.reason
    }
  }

  private func terms(
    _ type: OrderType, side: OrderSide = .sell, _ timeInForce: TimeInForce = .gtc, price: Price? = nil,
    trigger: Price? = nil, params: [String: String] = [:]
  ) -> OrderTerms {
    OrderTerms(
      side: side, type: type, quantity: Self.quantity, timeInForce: timeInForce, price: price, triggerPrice: trigger,
      params: params)
  }

  private func limit(_ params: [String: String] = [:], _ timeInForce: TimeInForce = .gtc) -> OrderTerms {
    terms(.limit, timeInForce, price: Self.price, params: params)
  }

  private func stop(_ params: [String: String] = [:]) -> OrderTerms {
    terms(.stopMarket, trigger: Self.trigger, params: params)
  }

  @Test("Every type has its form, the same on both products", arguments: [false, true])
  func forms(isCoin: Bool) {
    let mapper = mapper(isCoin: isCoin)
    func line(_ terms: OrderTerms) -> String { self.line(terms, mapper: mapper) }
    #expect(line(terms(.market)) == "side=SELL type=MARKET quantity=1.500")
    #expect(line(stop()) == "side=SELL type=STOP_MARKET quantity=1.500 triggerPrice=99.0")
    #expect(
      line(terms(.marketIfTouched, trigger: Self.trigger))
        == "side=SELL type=TAKE_PROFIT_MARKET quantity=1.500 triggerPrice=99.0")
    for timeInForce in [TimeInForce.gtc, .ioc, .fok] {
      let word = timeInForce.rawValue
      #expect(line(limit([:], timeInForce)) == "side=SELL type=LIMIT timeInForce=\(word) quantity=1.500 price=100.5")
      #expect(
        line(terms(.stopLimit, timeInForce, price: Self.price, trigger: Self.trigger))
          == "side=SELL type=STOP timeInForce=\(word) quantity=1.500 price=100.5 triggerPrice=99.0")
      #expect(
        line(terms(.limitIfTouched, timeInForce, price: Self.price, trigger: Self.trigger))
          == "side=SELL type=TAKE_PROFIT timeInForce=\(word) quantity=1.500 price=100.5 triggerPrice=99.0")
    }
    var trailing = terms(.trailingStopMarket)
    trailing.activationPrice = Self.price
    trailing.trailingOffset = WideDecimal(250)
    trailing.trailingOffsetType = .basisPoints
    #expect(
      line(trailing) == "side=SELL type=TRAILING_STOP_MARKET quantity=1.500 activatePrice=100.5 callbackRate=2.5")
    var postOnly = limit()
    postOnly.isPostOnly = true
    #expect(line(postOnly) == "side=SELL type=LIMIT timeInForce=GTX quantity=1.500 price=100.5")
  }

  @Test("A good-till date is in whole seconds, and more than ten minutes ahead")
  func goodTillDate() {
    func dated(_ time: UnixNanos?, mapper: BinanceOrderMapper? = nil) -> String {
      var terms = limit([:], .gtd)
      terms.expireTime = time
      return line(terms, mapper: mapper)
    }
    #expect(
      dated(Self.now + .milliseconds(601_999))
        == "side=SELL type=LIMIT timeInForce=GTD goodTillDate=1795392601000 quantity=1.500 price=100.5")
    #expect(dated(Self.now + .milliseconds(600_999)).hasPrefix("EXPIRE_TIME_INVALID"))
    #expect(dated(Self.now + .seconds(60)).contains("Set useGTD: false to have the node end the order"))
    #expect(dated(nil).hasPrefix("EXPIRE_TIME_MISSING"))
    #expect(dated(Self.now + .seconds(3_600), mapper: mapper(isCoin: true)).contains("COIN-M has no GTD"))
    var conditional = stop()
    conditional.timeInForce = .gtd
    conditional.expireTime = Self.now + .seconds(3_600)
    #expect(line(conditional).hasPrefix("UNSUPPORTED_TIME_IN_FORCE"))
  }

  @Test("Orders for retail takers are limit orders of USDⓈ-M; what depends on the position is conditional")
  func timeInForceByParams() {
    #expect(
      line(limit(["timeInForce": "RPI"])) == "side=SELL type=LIMIT timeInForce=RPI quantity=1.500 price=100.5")
    #expect(line(limit(["timeInForce": "RPI"]), mapper: mapper(isCoin: true)).contains("COIN-M has no RPI"))
    #expect(line(terms(.market, params: ["timeInForce": "RPI"])).contains("RPI is for limit orders"))
    #expect(
      line(terms(.stopLimit, price: Self.price, trigger: Self.trigger, params: ["timeInForce": "RPI"]))
        .contains("RPI is for limit orders"))
    #expect(
      line(stop(["timeInForce": "GTE_GTC"]))
        == "side=SELL type=STOP_MARKET timeInForce=GTE_GTC quantity=1.500 triggerPrice=99.0")
    // Nothing that was asked for is left out in silence.
    #expect(line(terms(.market, params: ["timeInForce": "GTX"])).hasPrefix("UNSUPPORTED_TIME_IN_FORCE"))
    #expect(line(stop(["timeInForce": "GTX"])).hasPrefix("UNSUPPORTED_TIME_IN_FORCE"))
    #expect(line(limit(["timeInForce": "DAY"])).hasPrefix("INVALID_PARAMETER: timeInForce='DAY'"))
  }

  @Test("What closes a position names no quantity and is a market order that waits for its price")
  func closePosition() {
    let closing = ["closePosition": "true"]
    #expect(line(stop(closing)) == "side=SELL type=STOP_MARKET triggerPrice=99.0 closePosition=true")
    var empty = stop(closing)
    empty.quantity = Quantity(raw: 0, precision: 3)
    #expect(line(empty) == line(stop(closing)))
    #expect(
      line(stop(closing), mapper: mapper(isHedge: true))
        == "side=SELL type=STOP_MARKET positionSide=LONG triggerPrice=99.0 closePosition=true")
    var reducing = stop(closing)
    reducing.isReduceOnly = true
    #expect(line(reducing).hasPrefix("REDUCE_ONLY_CONFLICT"))
    #expect(
      line(terms(.stopLimit, price: Self.price, trigger: Self.trigger, params: closing))
        .hasPrefix("UNSUPPORTED_CLOSE_POSITION"))
    #expect(line(limit(closing)).hasPrefix("UNSUPPORTED_PARAMETER: 'closePosition'"))
    #expect(line(stop(["closePosition": "yes"])).hasPrefix("INVALID_PARAMETER: closePosition='yes'"))
    let wrong = stop(["closePosition": "true", "positionSide": "SHORT"])
    #expect(line(wrong, mapper: mapper(isHedge: true)).hasPrefix("REDUCE_ONLY_OPENS"))
  }

  @Test("A price that the venue finds takes the place of a price; self-trade prevention and protection go along")
  func venueParameters() {
    #expect(
      line(limit(["priceMatch": "QUEUE_5", "selfTradePreventionMode": "EXPIRE_BOTH"]))
        == "side=SELL type=LIMIT timeInForce=GTC quantity=1.500 priceMatch=QUEUE_5 selfTradePreventionMode=EXPIRE_BOTH")
    #expect(
      line(terms(.limit, params: ["priceMatch": "OPPONENT"]))
        == "side=SELL type=LIMIT timeInForce=GTC quantity=1.500 priceMatch=OPPONENT")
    #expect(
      line(terms(.stopLimit, trigger: Self.trigger, params: ["priceMatch": "OPPONENT_20"]))
        == "side=SELL type=STOP timeInForce=GTC quantity=1.500 triggerPrice=99.0 priceMatch=OPPONENT_20")
    #expect(line(terms(.market, params: ["priceMatch": "QUEUE"])).hasPrefix("UNSUPPORTED_PRICE_MATCH"))
    var postOnly = limit(["priceMatch": "QUEUE"])
    postOnly.isPostOnly = true
    #expect(line(postOnly).hasPrefix("UNSUPPORTED_PRICE_MATCH"))
    #expect(line(limit(["priceMatch": "BEST"])).hasPrefix("INVALID_PARAMETER: priceMatch='BEST'"))
    #expect(line(limit(["priceProtect": "true"])).hasPrefix("UNSUPPORTED_PARAMETER: 'priceProtect'"))
    #expect(
      line(stop(["priceProtect": "true"]))
        == "side=SELL type=STOP_MARKET quantity=1.500 triggerPrice=99.0 priceProtect=true")
    #expect(line(limit(["selfTradePreventionMode": "DECREMENT"])).hasPrefix("INVALID_PARAMETER"))
    #expect(line(limit(["pricematch": "QUEUE"])).hasPrefix("UNKNOWN_PARAMETER: 'pricematch'"))
  }

  @Test("A condition watches the last price or the mark, by the order's own word or the venue's")
  func workingType() {
    func watching(_ type: TriggerType?, _ word: String? = nil) -> String {
      var terms = stop(word.map { ["workingType": $0] } ?? [:])
      terms.triggerType = type
      let text = line(terms)
      return text.components(separatedBy: "workingType=").dropFirst().first ?? text
    }
    #expect(watching(.markPrice) == "MARK_PRICE" && watching(.lastPrice) == "CONTRACT_PRICE")
    #expect(watching(.default) == "CONTRACT_PRICE" && watching(nil, "MARK_PRICE") == "MARK_PRICE")
    #expect(watching(.default, "MARK_PRICE") == "MARK_PRICE" && watching(.markPrice, "MARK_PRICE") == "MARK_PRICE")
    #expect(watching(.indexPrice).hasPrefix("UNSUPPORTED_TRIGGER_TYPE"))
    var conflict = stop(["workingType": "CONTRACT_PRICE"])
    conflict.triggerType = .markPrice
    #expect(line(conflict).hasPrefix("TRIGGER_TYPE_CONFLICT"))
  }
}
