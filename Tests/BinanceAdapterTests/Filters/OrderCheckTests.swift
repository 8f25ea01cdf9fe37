import Testing
import TradingEngine
import TradingModel

@testable import BinanceAdapter

@Suite("The venue's rules for orders")
struct OrderCheckTests {
  private func instrument(_ info: [String: String], status: String = "TRADING") -> Instrument {
    Instrument(
      id: InstrumentId(symbol: "BTCUSDT", venue: "BINANCE"), rawSymbol: "BTCUSDT", kind: .currencyPair,
      base: Currency("BTC"), quote: Currency("USDT"),
      priceIncrement: Price(raw: 1, precision: 2), sizeIncrement: Quantity(raw: 1, precision: 5), status: status,
      info: info)
  }

  private func denial(
    _ words: String, _ info: [String: String], _ type: BinanceAccountType = .spot, status: String = "TRADING",
    knowledge: BinanceFilterCase.Knowledge = BinanceFilterCase.Knowledge()
  ) -> String? {
    let rules = BinanceSymbolRules(instrument(info, status: status), accountType: type)
    for order in BinanceOrderRequest.orders(in: parameters(words)) {
      let subject = BinanceFilterCase(order: order, rules: rules, knowledge: knowledge)
      if let denial = BinanceOrderCheck.denial(subject) { return denial.description }
    }
    return nil
  }

  private func parameters(_ words: String) -> BinanceParameters {
    var parameters = BinanceParameters()
    for word in words.split(separator: " ") {
      let parts = word.split(separator: "=").map(String.init)
      parameters.append(parts[0], parts[1])
    }
    return parameters
  }

  private let grid = ["PRICE_FILTER.minPrice": "10", "PRICE_FILTER.maxPrice": "1000", "PRICE_FILTER.tickSize": "0.30"]

  @Test("A reason names the rule and the numbers")
  func reasons() {
    #expect(
      denial("side=BUY type=LIMIT price=100.10 quantity=1", grid) == "PRICE_FILTER: price=100.1 tickSize=0.3")
    #expect(denial("side=BUY type=LIMIT price=9 quantity=1", grid) == "PRICE_FILTER: price=9 minPrice=10")
    #expect(
      denial("side=SELL type=STOP_LOSS stopPrice=1200 quantity=1", grid)
        == "PRICE_FILTER: stopPrice=1200 maxPrice=1000")
    let lot = ["LOT_SIZE.minQty": "0.01", "LOT_SIZE.maxQty": "5", "LOT_SIZE.stepSize": "0.01"]
    #expect(
      denial("side=BUY type=LIMIT price=1 quantity=2 icebergQty=0.005", lot)
        == "LOT_SIZE: icebergQty=0.005 minQty=0.01")
    #expect(
      denial("side=BUY type=LIMIT price=1 quantity=3 icebergQty=0.25", ["ICEBERG_PARTS.limit": "10"])
        == "ICEBERG_PARTS: parts=12 limit=10 icebergQty=0.25")
  }

  @Test("Spot counts steps from zero, futures from the least price")
  func offsets() {
    #expect(denial("side=BUY type=LIMIT price=10.3 quantity=1", grid) != nil)
    #expect(denial("side=BUY type=LIMIT price=10.2 quantity=1", grid) == nil)
    #expect(denial("side=BUY type=LIMIT price=10.3 quantity=1", grid, .usdtFutures) == nil)
    #expect(
      denial("side=BUY type=LIMIT price=10.2 quantity=1", grid, .usdtFutures)
        == "PRICE_FILTER: price=10.2 tickSize=0.3 minPrice=10")
  }

  @Test("What an order is worth is judged by its price, and without one by the reference where the filter says so")
  func notional() throws {
    var info = ["NOTIONAL.minNotional": "10", "NOTIONAL.maxNotional": "100", "NOTIONAL.avgPriceMins": "5"]
    info["NOTIONAL.applyMinToMarket"] = "true"
    var known = BinanceFilterCase.Knowledge()
    #expect(denial("side=BUY type=LIMIT price=3 quantity=3", info)?.hasPrefix("NOTIONAL: notional=9 ") == true)
    #expect(denial("side=BUY type=LIMIT price=30 quantity=4", info)?.hasPrefix("NOTIONAL: notional=120 ") == true)
    #expect(denial("side=BUY type=MARKET quantity=1", info) == nil)
    known.average = BinancePriceBand(WideDecimal(9)).map { ($0, 5) }
    #expect(denial("side=BUY type=MARKET quantity=1", info, knowledge: known) != nil)
    #expect(denial("side=BUY type=MARKET quantity=100", info, knowledge: known) == nil)
    known.average = BinancePriceBand(WideDecimal(9)).map { ($0, 1) }
    #expect(denial("side=BUY type=MARKET quantity=1", info, knowledge: known) == nil)
    #expect(
      denial("side=BUY type=MARKET quoteOrderQty=9.5", info) == "NOTIONAL: quoteOrderQty=9.5 minNotional=10")
    info["NOTIONAL.applyMinToMarket"] = "false"
    #expect(denial("side=BUY type=MARKET quoteOrderQty=9.5", info) == nil)
  }

  @Test("A price known within a band denies only what is outside whatever the price is")
  func bands() throws {
    let info = ["PERCENT_PRICE_BY_SIDE.bidMultiplierUp": "2", "PERCENT_PRICE_BY_SIDE.askMultiplierDown": "0.5"]
    var known = BinanceFilterCase.Knowledge()
    known.reference = BinancePriceBand(WideDecimal(100), tolerance: 5)
    #expect(denial("side=BUY type=LIMIT price=200.5 quantity=1", info, knowledge: known) == nil)
    #expect(
      denial("side=BUY type=LIMIT price=202 quantity=1", info, knowledge: known)
        == "PERCENT_PRICE_BY_SIDE: price=202 limit=201 reference=100.5 multiplierUp=2")
    #expect(denial("side=SELL type=LIMIT price=49 quantity=1", info, knowledge: known) != nil)
    #expect(denial("side=SELL type=LIMIT price=900 quantity=1", info, knowledge: known) == nil)
  }

  @Test("Trailing stops have one range above the market and one below")
  func trailing() {
    let info = [
      "TRAILING_DELTA.minTrailingAboveDelta": "10", "TRAILING_DELTA.maxTrailingAboveDelta": "100",
      "TRAILING_DELTA.minTrailingBelowDelta": "20", "TRAILING_DELTA.maxTrailingBelowDelta": "200",
    ]
    for (side, type, delta, isTaken) in [
      ("BUY", "STOP_LOSS", 10, true), ("BUY", "STOP_LOSS", 150, false), ("SELL", "STOP_LOSS", 150, true),
      ("SELL", "STOP_LOSS", 10, false), ("SELL", "TAKE_PROFIT", 10, true), ("BUY", "TAKE_PROFIT", 10, false),
    ] {
      let denial = denial("side=\(side) type=\(type) trailingDelta=\(delta) quantity=1", info)
      #expect((denial == nil) == isTaken, "\(side) \(type) \(delta): \(denial ?? "taken")")
    }
  }

  @Test("A symbol's own permissions are heeded where it states them")
  func permissions() {
    let info = [
      "orderTypes": "LIMIT,MARKET", "icebergAllowed": "false", "quoteOrderQtyMarketAllowed": "false",
      "allowedSelfTradePreventionModes": "EXPIRE_TAKER",
    ]
    #expect(denial("side=BUY type=LIMIT price=1 quantity=1", info) == nil)
    #expect(
      denial("side=BUY type=STOP_LOSS stopPrice=1 quantity=1", info)
        == "UNSUPPORTED_ORDER_TYPE: type=STOP_LOSS allowed=LIMIT,MARKET")
    #expect(denial("side=BUY type=LIMIT price=1 quantity=2 icebergQty=1", info)?.contains("icebergAllowed") == true)
    #expect(denial("side=BUY type=MARKET quoteOrderQty=2", info)?.contains("quoteOrderQtyMarketAllowed") == true)
    #expect(denial("side=BUY type=MARKET quantity=2 selfTradePreventionMode=EXPIRE_BOTH", info) != nil)
    #expect(denial("side=BUY type=MARKET quantity=2 selfTradePreventionMode=EXPIRE_BOTH", [:]) == nil)
  }

  @Test("A symbol that does not trade takes no orders, if that is news of now")
  func status() {
    var known = BinanceFilterCase.Knowledge()
    for word in ["HALT", "BREAK", "END_OF_DAY", "CANCEL_ONLY"] {
      #expect(
        denial("side=BUY type=MARKET quantity=1", [:], status: word) == "MARKET_CLOSED: symbol=BTCUSDT status=\(word)")
    }
    #expect(denial("side=BUY type=MARKET quantity=1", [:], status: "A_WORD_OF_2027") == nil)
    known.isStatusFresh = false
    #expect(denial("side=BUY type=MARKET quantity=1", [:], status: "HALT", knowledge: known) == nil)
    #expect(denial("side=SELL type=MARKET quantity=1 reduceOnly=true", [:], .usdtFutures, status: "SETTLING") == nil)
    #expect(denial("side=SELL type=MARKET quantity=1", [:], .usdtFutures, status: "SETTLING") != nil)
  }

  @Test("The account's own limits of an asset count for quantity and worth")
  func assets() throws {
    var known = BinanceFilterCase.Knowledge()
    known.assetLimits = ["BTC": WideDecimal(2), "USDT": WideDecimal(100)]
    #expect(
      denial("side=SELL type=MARKET quantity=3", [:], knowledge: known) == "MAX_ASSET: asset=BTC quantity=3 limit=2")
    #expect(
      denial("side=BUY type=LIMIT price=60 quantity=2", [:], knowledge: known)
        == "MAX_ASSET: asset=USDT notional=120 limit=100")
    #expect(denial("side=BUY type=MARKET quoteOrderQty=101", [:], knowledge: known) != nil)
    #expect(denial("side=BUY type=LIMIT price=50 quantity=2", [:], knowledge: known) == nil)
  }

  @Test("Futures spare what reduces, value market orders by the mark and bound the callback rate")
  func futures() {
    let info = [
      "MIN_NOTIONAL.notional": "5", "PERCENT_PRICE.multiplierUp": "1.05", "PERCENT_PRICE.multiplierDown": "0.95",
    ]
    var known = BinanceFilterCase.Knowledge()
    known.mark = BinancePriceBand(WideDecimal(100))
    func check(_ words: String) -> String? { denial(words, info, .usdtFutures, knowledge: known) }
    #expect(check("side=BUY type=MARKET quantity=0.04")?.hasPrefix("MIN_NOTIONAL: notional=4") == true)
    #expect(check("side=BUY type=MARKET quantity=0.04 reduceOnly=true") == nil)
    // In hedge mode what goes against its position's side reduces it.
    #expect(check("side=SELL type=MARKET quantity=0.02 positionSide=LONG") == nil)
    #expect(check("side=BUY type=MARKET quantity=0.02 positionSide=SHORT") == nil)
    #expect(check("side=BUY type=MARKET quantity=0.02 positionSide=LONG") != nil)
    #expect(check("side=BUY type=LIMIT price=106 quantity=1")?.hasPrefix("PERCENT_PRICE: price=106 limit=105") == true)
    #expect(check("side=SELL type=LIMIT price=106 quantity=1") == nil)
    #expect(check("side=SELL type=LIMIT price=94 quantity=1") != nil)
    // A stop far from the mark may have its price near its trigger.
    #expect(check("side=BUY type=STOP price=150 triggerPrice=149 quantity=1") == nil)
    #expect(
      check("side=BUY type=TRAILING_STOP_MARKET callbackRate=20.1 quantity=1")?.hasPrefix("CALLBACK_RATE") == true)
    #expect(check("side=BUY type=TRAILING_STOP_MARKET callbackRate=20 quantity=1") == nil)
    #expect(check("side=BUY type=STOP_MARKET triggerPrice=100 closePosition=true") == nil)
  }
}
