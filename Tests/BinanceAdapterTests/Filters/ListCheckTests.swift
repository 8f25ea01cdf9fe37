import Testing
import TradingEngine
import TradingModel

@testable import BinanceAdapter

@Suite("The venue's rules for order lists")
struct ListCheckTests {
  private func rules(_ info: [String: String]) -> BinanceSymbolRules {
    BinanceSymbolRules(
      Instrument(
        id: InstrumentId(symbol: "BTCUSDT", venue: "BINANCE"), rawSymbol: "BTCUSDT", kind: .currencyPair,
        base: Currency("BTC"), quote: Currency("USDT"),
        priceIncrement: Price(raw: 1, precision: 2), sizeIncrement: Quantity(raw: 1, precision: 5), info: info),
      accountType: .spot)
  }

  private func legs(_ parameters: BinanceParameters) -> [BinanceOrderRequest] {
    BinanceOrderRequest.orders(in: parameters)
  }

  private let pair: BinanceParameters = [
    "symbol": "BTCUSDT", "side": "SELL", "quantity": "2", "aboveType": "LIMIT_MAKER", "abovePrice": "110",
    "belowType": "STOP_LOSS_LIMIT", "belowStopPrice": "90", "belowPrice": "89", "belowTimeInForce": "GTC",
  ]

  @Test("The legs of a list are read with the names that its parameters have")
  func reading() {
    let legs = legs(pair)
    #expect(legs.map(\.type) == ["LIMIT_MAKER", "STOP_LOSS_LIMIT"])
    #expect(legs.allSatisfy { $0.side == .sell && $0.quantity == WideDecimal(2) })
    #expect(legs[1].stopPrice == WideDecimal(90) && legs[1].price == WideDecimal(89))
    let bracket = self.legs([
      "symbol": "BTCUSDT", "workingType": "LIMIT", "workingSide": "BUY", "workingPrice": "100", "workingQuantity": "3",
      "workingTimeInForce": "GTC", "pendingSide": "SELL", "pendingQuantity": "3", "pendingAboveType": "LIMIT_MAKER",
      "pendingAbovePrice": "120", "pendingBelowType": "STOP_LOSS", "pendingBelowStopPrice": "80",
    ])
    #expect(bracket.map(\.side) == [.buy, .sell, .sell])
    #expect(bracket.map(\.isPending) == [false, true, true])
    #expect(bracket[2].stopPrice == WideDecimal(80) && bracket[1].price == WideDecimal(120))
    let old = self.legs([
      "symbol": "BTCUSDT", "side": "BUY", "quantity": "1", "price": "90", "stopPrice": "110", "stopLimitPrice": "111",
    ])
    #expect(old.map(\.type) == ["STOP_LOSS_LIMIT", "LIMIT_MAKER"])
    #expect(old[0].price == WideDecimal(111) && old[1].price == WideDecimal(90) && old[1].stopPrice == nil)
  }

  @Test("The upper leg stands above the lower one")
  func prices() {
    var wrong = pair
    #expect(
      BinanceListChecks.denial(legs(wrong), rules([:]), paysFromWorking: false, openLists: nil, allLists: nil) == nil)
    wrong = [
      "side": "SELL", "quantity": "2", "aboveType": "LIMIT_MAKER", "abovePrice": "90", "belowType": "STOP_LOSS",
      "belowStopPrice": "95",
    ]
    #expect(
      BinanceListChecks.denial(legs(wrong), rules([:]), paysFromWorking: false, openLists: nil, allLists: nil)?
        .description == "OCO_PRICES: above=90 below=95")
  }

  @Test("A symbol takes so many lists, and only those that it allows")
  func limits() {
    func denial(_ info: [String: String], open: Int? = nil) -> String? {
      BinanceListChecks.denial(legs(pair), rules(info), paysFromWorking: false, openLists: open, allLists: nil)?
        .description
    }
    #expect(denial(["ocoAllowed": "false"]) == "UNSUPPORTED_BY_SYMBOL: symbol=BTCUSDT ocoAllowed=false")
    #expect(denial(["otoAllowed": "false"]) == nil)
    let limit = ["MAX_NUM_ORDER_LISTS.maxNumOrderLists": "20"]
    #expect(denial(limit, open: 19) == nil)
    #expect(denial(limit, open: 20) == "MAX_NUM_ORDER_LISTS: open=20 limit=20")
  }
}
