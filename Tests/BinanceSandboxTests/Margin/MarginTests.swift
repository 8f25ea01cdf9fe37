import Testing
import TradingModel

@testable import BinanceSandbox

@Suite("Margin accounts")
struct MarginTests {
  /// An exchange where Alice has collateral in a margin account.
  private struct Setting {
    let fixture = ExchangeFixture()
    let account: MarginAccount
    var desk: MarginDesk { fixture.exchange.margin }

    init(isolated: Bool = false, collateral: Int64 = 100_000) throws {
      let desk = fixture.exchange.margin
      account =
        isolated ? try desk.enable("BTCUSDT", for: fixture.alice) : desk.cross(fixture.alice)
      _ = try desk.transfer(
        Amount(whole: collateral), "USDT", of: fixture.alice, from: .main,
        to: isolated ? .isolated("BTCUSDT") : .cross)
    }

    func place(_ words: String) throws(VenueError) -> PlacedOrder { try fixture.place(words, by: account.trader) }
  }

  @Test("A short borrows what it lacks, and covering it repays")
  func short() throws {
    let setting = try Setting()
    setting.fixture.liquidity(.buy, "64990", "5")
    setting.fixture.liquidity(.sell, "65000", "5")
    let sold = try setting.place("side=SELL type=MARKET quantity=1 sideEffectType=AUTO_BORROW_REPAY")
    #expect(sold.order.borrowed == Amount(whole: 1))
    #expect(setting.account.debt("BTC").principal == Amount(whole: 1))
    // The first hour is charged at once: 1 × 0.00026125 / 24.
    #expect(setting.account.debt("BTC").interest == Amount("0.00001089"))
    #expect(setting.account.net("BTC").isNegative)
    _ = try setting.place("side=BUY type=MARKET quantity=1.0011 sideEffectType=AUTO_BORROW_REPAY")
    #expect(setting.account.debt("BTC").total.isZero)
    #expect(setting.account.wallet["BTC"].free == Amount("0.00008801"))
  }

  @Test("An account borrows no more than its collateral allows, in the venue's words")
  func limits() throws {
    let setting = try Setting(collateral: 65_000)
    let desk = setting.desk
    #expect(try desk.maximumBorrow(setting.account, "BTC").amount == Amount(whole: 2))
    #expect(
      setting.fixture.refusal { _ = try desk.borrow(Amount("2.00000001") ?? .zero, "BTC", for: setting.account) }
        == "-3006 Your borrow amount has exceed maximum borrow amount.")
    _ = try desk.borrow(Amount(whole: 1), "BTC", for: setting.account)
    #expect(
      setting.fixture.refusal { _ = try desk.repay(Amount(whole: 2), "BTC", for: setting.account) }
        == "-3015 Repay amount exceeds borrow amount.")
    #expect(
      setting.fixture.refusal { _ = try desk.borrow(Amount(whole: 1), "DOGE", for: setting.account) }
        == "-3027 Not a valid margin asset.")
    #expect(
      setting.fixture.refusal {
        _ = try desk.transfer(
          Amount(whole: 1), "USDT", of: setting.fixture.alice, from: .isolated("BTCUSDT"), to: .main)
      } == "-3003 Margin account does not exist.")
  }

  @Test("What was borrowed for the rest of a canceled order is repaid, unless the order says otherwise")
  func cancel() throws {
    let setting = try Setting()
    let words =
      "side=SELL type=LIMIT timeInForce=GTC quantity=1 price=90000 sideEffectType=MARGIN_BUY newClientOrderId="
    _ = try setting.place(words + "a")
    #expect(setting.account.wallet["BTC"].locked == Amount(whole: 1))
    _ = try setting.fixture.exchange.cancel(
      setting.fixture.parameters("origClientOrderId=a"), for: setting.account.trader)
    #expect(setting.account.debt("BTC").principal == Amount("0.00001089"))
    _ = try setting.place(words + "b autoRepayAtCancel=FALSE")
    _ = try setting.fixture.exchange.cancel(
      setting.fixture.parameters("origClientOrderId=b"), for: setting.account.trader)
    #expect(setting.account.debt("BTC").principal > Amount(whole: 1) - Amount(units: 1))
  }

  @Test("A month of interest, calls and a liquidation adds up to the ledger, to the last digit")
  func month() throws {
    let setting = try Setting(collateral: 50_000)
    let (fixture, account, desk) = (setting.fixture, setting.account, setting.desk)
    fixture.liquidity(.buy, "64990", "5")
    _ = try setting.place("side=SELL type=MARKET quantity=0.5 sideEffectType=AUTO_BORROW_REPAY")
    var statuses: [String] = []
    desk.onRisk = { _, fields in
      if fields.first?.value == "MARGIN_LEVEL_STATUS_CHANGE" { statuses.append(fields.last?.value ?? "") }
    }
    desk.everySecond()
    // Hour by hour; the price rises in the last days until the short is beyond help.
    for hour in 1...720 {
      fixture.clock.advance(by: .seconds(3_600))
      if hour > 600 { fixture.market.lastPrice += 70_000_000_000 }
      if hour == 700 { fixture.liquidity(.sell, "140000", "5") }
      desk.everySecond()
    }
    let ledger = fixture.ledger.query(kind: .loan, account: account.trader.name)
    let hourly = try #require(Amount("0.00000544"))
    let charged = ledger.filter { $0["event"] == "interest" }.compactMap { Amount($0["amount"] ?? "") }
    // Each hour of 0.5 BTC costs 0.5 × 0.00026125 / 24, rounded to eight decimals.
    #expect(charged.allSatisfy { $0 == hourly })
    #expect(charged.reduce(Amount.zero, +) == account.interests.map(\.interest).reduce(.zero, +))
    #expect(statuses.contains("MARGIN_CALL") && statuses.contains("FORCE_LIQUIDATION"))
    #expect(account.liquidations.count == 1 && account.liquidations.first?.side == .buy)
    #expect(!account.hasDebts)
    // What came in, went out, was earned and was paid is what is there.
    let repaid = ledger.filter { $0["event"] == "repay" && $0["asset"] == "BTC" }
      .compactMap { Amount($0["amount"] ?? "") }.reduce(Amount.zero, +)
    #expect(repaid == Amount(units: 50_000_000) + charged.reduce(.zero, +))
    let trades = fixture.exchange.orders.trades(account: account.trader, symbol: "BTCUSDT")
    var usdt = Amount(whole: 50_000)
    var bitcoin = Amount.zero
    for trade in trades {
      let base = fixture.market.rules.amount(quantity: trade.quantity)
      usdt += trade.side == .sell ? trade.quoteQuantity : -trade.quoteQuantity
      bitcoin += trade.side == .sell ? -base : base
      if trade.commissionAsset == "USDT" { usdt -= trade.commission } else { bitcoin -= trade.commission }
    }
    #expect(account.wallet["USDT"].total == usdt)
    let borrowed = ledger.filter { $0["event"] == "borrow" }.compactMap { Amount($0["amount"] ?? "") }
    #expect(account.wallet["BTC"].total == bitcoin + borrowed.reduce(.zero, +) - repaid)
  }

  @Test("An isolated account is liquidated alone, at the price that it tells")
  func isolated() throws {
    let setting = try Setting(isolated: true, collateral: 13_000)
    let (fixture, account, desk) = (setting.fixture, setting.account, setting.desk)
    fixture.liquidity(.buy, "65000", "5")
    _ = try setting.place("side=SELL type=MARKET quantity=1 sideEffectType=MARGIN_BUY")
    // (13 000 + 64 935) = 1.05 × 1.00001089 × price.
    let price = desk.liquidationPrice(account)
    #expect(fixture.market.rules.priceText(price) == "74223.00123532")
    fixture.liquidity(.sell, fixture.market.rules.priceText(price / 1_000_000 * 1_000_000), "5")
    fixture.market.lastPrice = price + 1_000_000
    desk.everySecond()
    #expect(!account.hasDebts)
    #expect(account.liquidations.count == 1)
    #expect(fixture.alice.wallet(.spot)["USDT"].total == Amount(whole: 10_000_000 - 13_000))
  }

  @Test("A pair is enabled and disabled within the venue's limit")
  func pairs() throws {
    let setting = try Setting(isolated: true)
    let desk = setting.desk
    #expect(
      setting.fixture.refusal { try desk.disable("BTCUSDT", for: setting.fixture.alice) }
        == "-3041 Balance is not enough")
    _ = try desk.transfer(
      Amount(whole: 100_000), "USDT", of: setting.fixture.alice, from: .isolated("BTCUSDT"), to: .main)
    try desk.disable("BTCUSDT", for: setting.fixture.alice)
    #expect(desk.isolated(setting.fixture.alice, "BTCUSDT")?.isEnabled == false)
    #expect(
      setting.fixture.refusal { _ = try desk.enable("SHIBBTC", for: setting.fixture.alice) } == "-1121 Invalid symbol.")
  }

  @Test("What a customer pays and may trade holds for its margin accounts, also when it changes later")
  func followsTheCustomer() throws {
    let setting = try Setting()
    let (fixture, alice, trader) = (setting.fixture, setting.fixture.alice, setting.account.trader)
    fixture.liquidity(.sell, "65000", "5")
    let order = "side=BUY type=MARKET quantity=0.1"
    alice.takerRates[.spot] = 40_000
    #expect(try setting.place(order).fills.map(\.commission.description) == ["0.00004000"])
    // The operator may give the margin account rates of its own.
    trader.takerRates[.spot] = 30_000
    #expect(try setting.place(order).fills.map(\.commission.description) == ["0.00003000"])
    alice.canTrade = false
    #expect(
      fixture.refusal { _ = try setting.place(order) } == "-2010 This account may not place or cancel orders.")
    let told = JSONValue(MarginPayloads.cross(setting.account, setting.desk))
    #expect(told?["tradeEnabled"]?.text == "false")
    alice.canTrade = true
    alice.restrictedSymbols = ["BTCUSDT"]
    #expect(fixture.refusal { _ = try setting.place(order) } == "-2010 This symbol is restricted for this account.")
    alice.restrictedSymbols = []
    alice.permissions = ["TRD_GRP_002"]
    #expect(fixture.refusal { _ = try setting.place(order) } == "-2010 This symbol is not permitted for this account.")
    alice.permissions = ["MARGIN"]
    #expect(fixture.refusal { _ = try setting.place(order) } == "accepted")
  }
}
