import Testing

@testable import TradingModel

@Suite("What positions cost")
struct PositionCostTests {
  private func fill(
    _ side: OrderSide, _ quantity: String, _ price: String, commission: Money? = nil
  ) throws -> PositionFill {
    PositionFill(
      clientOrderId: "O-1", tradeId: TradeId(number: 1), side: side, quantity: try WideDecimal(quantity),
      price: try Price(price), commission: commission, tsEvent: UnixNanos(1), tsInit: UnixNanos(1))
  }

  private func position(_ instrument: Instrument, _ fill: PositionFill) throws -> Position {
    try Position(id: "P-1", instrument: instrument, strategyId: "Test-001", opening: fill)
  }

  @Test("a reduction leaves the average open price as it was", arguments: [false, true], [OrderSide.buy, .sell])
  func reduction(isInverse: Bool, side: OrderSide) throws {
    let instrument = isInverse ? ModelFixtures.inverse : ModelFixtures.linear
    let unit = isInverse ? "1" : "0.001"
    let whole = try WideDecimal(unit)
    var position = try position(instrument, fill(side, unit, "2000.1"))
    // Thirds and sevenths: the average has no end.
    _ = try position.apply(fill(side, whole.multiplied(by: WideDecimal(2)).description, "2100.7"))
    _ = try position.apply(fill(side, whole.multiplied(by: WideDecimal(4)).description, "1999.3"))
    let average = try #require(position.averageOpenPrice)
    for _ in 0..<6 {
      _ = try position.apply(fill(side == .buy ? .sell : .buy, unit, "2050.9"))
      #expect(position.averageOpenPrice == average)
    }
    #expect(position.isOpen)
  }

  @Test("the average open price is the exact fraction at its last decimal, also when it grows after reductions")
  func averageAfterReductions() throws {
    var position = try position(ModelFixtures.linear, fill(.buy, "1.000", "100.00"))
    _ = try position.apply(fill(.buy, "2.000", "100.01"))
    for _ in 0..<29 { _ = try position.apply(fill(.sell, "0.100", "101.00")) }
    // 0.1 at 300.02 ÷ 3, then 0.2 at 100.00: 100 + 0.02 ÷ 9.
    _ = try position.apply(fill(.buy, "0.200", "100.00"))
    let average = try #require(position.averageOpenPrice)
    let exact = Rational(100) + Rational(BigNumber(2), BigNumber(900))
    #expect(Rational(decimal: average.description).isWithin(1, scale: 16, of: exact))
  }

  @Test("the roundings of many partial closes do not add up")
  func manyCloses() throws {
    var position = try position(ModelFixtures.linear, fill(.buy, "1.000", "100.00"))
    _ = try position.apply(fill(.buy, "2.000", "100.01"))
    let average = Rational(BigNumber(30_002), BigNumber(300))
    for count in 1...2_000 {
      _ = try position.apply(fill(.sell, "0.001", "100.00"))
      let exact = (Rational(100) - average) * Rational(BigNumber(count), BigNumber(1_000))
      #expect(Rational(decimal: position.realizedPnl.amount.description).isWithin(1, scale: 18, of: exact))
    }
  }

  @Test("buying in two steps with commissions in kind costs what was paid, and leaves averages of the prices")
  func commissionsInKind() throws {
    var position = try position(
      ModelFixtures.spot, fill(.buy, "1", "100.00", commission: Money("0.001", .btc)))
    _ = try position.apply(fill(.buy, "1", "200.00", commission: Money("0.001", .btc)))
    #expect(position.averageOpenPrice == WideDecimal(150))
    _ = try position.apply(fill(.sell, "1.998", "160.00"))
    #expect(position.isClosed)
    // 300 were paid and 1.998 × 160 came back.
    #expect(try position.realizedPnl == Money("19.68", .usdt))
  }

  @Test("a commission in kind on a partial close leaves the average, and the profit is that of the cash")
  func commissionInKindOnClose() throws {
    var long = try position(ModelFixtures.spot, fill(.buy, "3", "100.00"))
    _ = try long.apply(fill(.sell, "1", "130.00", commission: Money("0.01", .btc)))
    #expect(long.averageOpenPrice == WideDecimal(100))
    #expect(try long.signedQuantity == WideDecimal("1.99"))
    _ = try long.apply(fill(.sell, "1.99", "110.00"))
    // -300 + 130 + 1.99 × 110.
    #expect(try long.isClosed && long.realizedPnl == Money("48.9", .usdt))

    var short = try position(ModelFixtures.spot, fill(.sell, "3", "100.00"))
    _ = try short.apply(fill(.buy, "1", "90.00", commission: Money("0.01", .btc)))
    #expect(short.averageOpenPrice == WideDecimal(100))
    #expect(try short.signedQuantity == WideDecimal("-2.01"))
    _ = try short.apply(fill(.buy, "2.01", "95.00"))
    // 300 - 90 - 2.01 × 95.
    #expect(try short.isClosed && short.realizedPnl == Money("19.05", .usdt))
  }
}
