import BinanceAdapter
import BinanceSandbox
import Testing
import TradingModel

@Suite("Filters against the sandbox")
struct FilterPropertyTests {
  private static let seeds = Array(1...24 as ClosedRange<UInt64>)
  private static let ordersPerSeed = 250

  @Test("Spot orders are denied locally exactly when the venue refuses them for its rules", arguments: seeds)
  func spot(seed: UInt64) throws {
    let symbol = ["BTCUSDT", "ETHBTC", "SHIBUSDT"][Int(seed % 3)]
    let venue = JudgedVenue(product: .spot, symbol: symbol, seed: seed)
    try compare(venue, accountType: .spot, seed: seed) { $0.spotOrder() }
  }

  @Test("Futures orders are denied locally exactly when the venue refuses them for its rules", arguments: seeds)
  func futures(seed: UInt64) throws {
    let isLinear = seed % 2 == 0
    let symbol =
      isLinear ? ["BTCUSDT", "ETHUSDT"][Int(seed / 2 % 2)] : ["BTCUSD_PERP", "ETHUSD_PERP"][Int(seed / 2 % 2)]
    let venue = JudgedVenue(product: isLinear ? .usdm : .coinm, symbol: symbol, seed: seed)
    try compare(venue, accountType: isLinear ? .usdtFutures : .coinFutures, seed: seed) { $0.futuresOrder() }
  }

  private func compare(
    _ venue: JudgedVenue, accountType: BinanceAccountType, seed: UInt64,
    make: (OrderDice) -> OrderDice.Parameters
  ) throws {
    let dice = OrderDice(random: RandomSource(seed: seed &+ 1_000), venue: venue)
    let judge = try FilterJudge(exchangeInfo: venue.exchangeInfo, accountType: accountType, now: venue.now)
    var denied = 0
    var taken = 0
    for _ in 0..<Self.ordersPerSeed {
      let order = make(dice)
      let refusal = venue.refusal(order)
      let denial = try judge.denial(order, venue.outlook)
      let words = order.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      if let denial {
        denied += 1
        #expect(refusal != nil, "seed \(seed): denied (\(denial)), but the venue takes \(words)")
      } else if let refusal, Self.isRule(refusal), !Self.isUndocumented(refusal, order) {
        Issue.record("seed \(seed): not denied, but the venue refuses (\(refusal)) \(words)")
      } else if refusal == nil {
        taken += 1
        venue.place(order)
      }
    }
    #expect(denied > 20 && denied + taken > 40, "seed \(seed): \(denied) denied, \(taken) taken")
  }

  /// Refusals for a rule that can be known before sending; the others depend on the book or the money.
  private static func isRule(_ refusal: String) -> Bool {
    let rules = [
      "-1013 Filter failure", "-2010 Market is closed", "are not supported for this symbol", "-4001", "-4002", "-4003",
      "-4004", "-4005", "-4013", "-4014", "-4016", "-4023", "-4024", "-4164", "-2025", "-2010 IcebergQty",
    ]
    return rules.contains { refusal.contains($0) }
  }

  /// What a stop order without a price is worth is not documented, so that only clear cases are denied.
  private static func isUndocumented(_ refusal: String, _ order: OrderDice.Parameters) -> Bool {
    let type = order.first { $0.name == "type" }?.value
    return refusal.hasSuffix("NOTIONAL") && (type == "STOP_LOSS" || type == "TAKE_PROFIT")
  }
}
