import Testing
import TradingModel

@testable import BinanceSandbox

@Suite("What the operator does to positions")
struct FuturesActTests {
  private func fixture(_ product: SandboxProduct) throws -> ExchangeFixture {
    let fixture = ExchangeFixture(product: product, symbol: product == .usdm ? "BTCUSDT" : "BTCUSD_PERP")
    let size = product == .usdm ? "50" : "50000"
    fixture.liquidity(.buy, "64990.0", size)
    fixture.liquidity(.sell, "65010.0", size)
    let price = fixture.market.lastPrice
    fixture.exchange.setMarkPrice(price, index: price, in: fixture.market)
    try fixture.place("side=BUY type=MARKET quantity=\(product == .usdm ? "1" : "100")")
    return fixture
  }

  private func act(_ text: String) throws -> FuturesAct {
    let json = try #require(JSONValue(Array(text.utf8)))
    let act = try FuturesAct(json: json)
    return try #require(act)
  }

  @Test(
    "Positions are closed whole or in part, with the venue's ids, at the price asked for",
    arguments: [
      ("LIQUIDATE", "autoclose-", true), ("ADL", "adl_autoclose", false), ("SETTLE", "settlement_autoclose-", false),
    ], [SandboxProduct.usdm, .coinm])
  func closing(_ kind: (word: String, prefix: String, hasFee: Bool), product: SandboxProduct) throws {
    let fixture = try fixture(product)
    let held = try #require(fixture.exchange.positions(of: fixture.alice).first).quantity
    let part = fixture.market.rules.quantityText(held / 4)
    let symbol = fixture.market.symbol
    let partial = try act(
      #"{"act":"\#(kind.word)","symbol":"\#(symbol)","account":"alice","quantity":"\#(part)","price":"64000"}"#)
    #expect(fixture.exchange.perform(partial) == nil)
    #expect(fixture.exchange.positions(of: fixture.alice).first?.quantity == held - held / 4)
    let order = try #require(fixture.exchange.orders.orders(account: fixture.alice, symbol: symbol).last)
    #expect(order.clientOrderId.hasPrefix(kind.prefix) && order.status == .filled)
    #expect(order.averagePrice == FixedText.parse("64000", decimals: fixture.market.rules.priceDecimals))
    let trade = try #require(fixture.exchange.orders.trades(account: fixture.alice, symbol: symbol).last)
    #expect(trade.commission.isPositive == kind.hasFee && trade.realizedProfit.isNegative)
    #expect(fixture.exchange.perform(try act(#"{"act":"\#(kind.word)","symbol":"\#(symbol)"}"#)) == nil)
    #expect(fixture.exchange.positions(of: fixture.alice).isEmpty)
    #expect(
      fixture.exchange.perform(partial) == "no open position of alice in \(symbol)")
  }

  @Test("Funding comes when and as asked, and is told with its symbol and amount")
  func funding() throws {
    let fixture = try fixture(.usdm)
    let before = fixture.alice.wallet(.usdm)["USDT"].total
    #expect(fixture.exchange.perform(try act(#"{"act":"FUNDING","symbol":"BTCUSDT","rate":"-0.001"}"#)) == nil)
    #expect((fixture.alice.wallet(.usdm)["USDT"].total - before).description == "65.00000000")
    let told = try #require(fixture.updates.last)
    #expect(told.reason == "FUNDING_FEE" && told.fundingSymbol == "BTCUSDT" && told.positions.isEmpty)
    #expect(told.assets.first?.change.description == "65.00000000")
  }

  @Test("A pinned mark price stays, a delisted symbol is closed")
  func pinAndDelist() throws {
    let fixture = try fixture(.usdm)
    #expect(fixture.exchange.perform(try act(#"{"act":"MARK_PRICE","symbol":"BTCUSDT","price":"64500"}"#)) == nil)
    fixture.exchange.moveMarkPrices()
    #expect(fixture.exchange.futures.markPrice("BTCUSDT") == 6_450_000)
    try fixture.place("side=SELL type=LIMIT timeInForce=GTC quantity=1 price=66000")
    #expect(fixture.exchange.perform(try act(#"{"act":"DELIST","symbol":"BTCUSDT"}"#)) == nil)
    #expect(fixture.market.rules.status == .close && fixture.exchange.positions(of: fixture.alice).isEmpty)
    #expect(fixture.exchange.orders.openOrders().isEmpty)
    #expect(fixture.reports.contains { $0.order.expiryReason == .delisted })
    #expect(fixture.refusal { try fixture.place("side=BUY type=MARKET quantity=1") } == "-4141 Symbol is closed")
  }

  @Test("An act with a word that nobody knows says which words there are")
  func reading() throws {
    #expect(throws: FaultFormatError.self) { try act(#"{"act":"SETTLE","symbol":"BTCUSDT","sybol":"x"}"#) }
    let other = try #require(JSONValue(Array(#"{"fault":"CLOSE"}"#.utf8)))
    #expect(try FuturesAct(json: other) == nil)
  }
}
