import Testing

@testable import TradingModel

@Suite("Positions")
struct PositionTests {
  private func fill(
    _ side: OrderSide, _ quantity: String, _ price: String, commission: Money? = nil, at time: Int64 = 1
  ) throws -> PositionFill {
    PositionFill(
      clientOrderId: "O-1", tradeId: TradeId(number: 1), side: side, quantity: try WideDecimal(quantity),
      price: try Price(price), commission: commission, tsEvent: UnixNanos(time), tsInit: UnixNanos(time))
  }

  private func position(_ instrument: Instrument, _ fill: PositionFill) throws -> Position {
    try Position(id: "P-1", instrument: instrument, strategyId: "Test-001", opening: fill)
  }

  @Test("a linear round trip earns the difference, less commissions in the settlement currency")
  func linear() throws {
    var position = try position(
      ModelFixtures.linear, fill(.buy, "1.500", "2000.00", commission: Money("0.3", .usdt)))
    #expect(position.side == .long)
    #expect(position.averageOpenPrice == WideDecimal(2000))
    #expect(try position.unrealizedPnl(at: Price("2010.00")).amount == WideDecimal(15))
    #expect(try position.apply(fill(.sell, "0.500", "2100.00", commission: Money("0.1", .usdt))) == nil)
    #expect(try position.realizedPnl.amount == WideDecimal("49.6"))
    #expect(try position.apply(fill(.sell, "1.000", "1900.00", commission: Money("0.2", .bnb), at: 9)) == nil)
    #expect(try position.realizedPnl.amount == WideDecimal("-50.4"))
    #expect(position.isClosed && position.tsClosed == UnixNanos(9))
    #expect(position.commissions.map(\.description) == ["0.40000000 USDT", "0.20000000 BNB"])
    #expect(position.peakQuantity == (try WideDecimal("1.5")))
    #expect(try position.averageClosePrice == WideDecimal("1966.6666666666666667"))
  }

  @Test("a short position earns when the price falls")
  func short() throws {
    var position = try position(ModelFixtures.linear, fill(.sell, "2", "100"))
    #expect(position.side == .short && position.signedQuantity == WideDecimal(-2))
    #expect(position.closingSide == .buy)
    #expect(try position.unrealizedPnl(at: Price("90")).amount == WideDecimal(20))
    _ = try position.apply(fill(.sell, "2", "110"))
    #expect(position.averageOpenPrice == WideDecimal(105))
    _ = try position.apply(fill(.buy, "4", "100"))
    #expect(position.realizedPnl.amount == WideDecimal(20))
    // Sold at 105, bought back at 100.
    #expect(try position.realizedReturn == WideDecimal("0.0476190476190476"))
  }

  @Test("an inverse contract settles in its base currency")
  func inverse() throws {
    // 10 contracts of 100 USD: 1000/50000 - 1000/62500 = 0.02 - 0.016 BTC.
    var position = try position(ModelFixtures.inverse, fill(.buy, "10", "50000.0"))
    #expect(try position.unrealizedPnl(at: Price("62500.0")) == Money("0.004", .btc))
    #expect(try position.notional(at: Price("50000.0")) == Money("0.02", .btc))
    _ = try position.apply(fill(.sell, "10", "62500.0", commission: Money("0.0001", .btc)))
    #expect(try position.realizedPnl == Money("0.0039", .btc))
    #expect(try position.realizedReturn == WideDecimal("0.25"))
  }

  @Test(
    "what was filled at one price has exactly this price, of inverse contracts too",
    arguments: ["1950.0", "2000.3", "60000.7", "123456.7", "0.3"], ["1", "3", "7", "99999"])
  func inverseAverageOfOnePrice(price: String, quantity: String) throws {
    var position = try position(ModelFixtures.inverse, fill(.sell, quantity, price))
    #expect(try position.averageOpenPrice == WideDecimal(price).trimmed)
    _ = try position.apply(fill(.sell, "2", price))
    #expect(try position.averageOpenPrice == WideDecimal(price).trimmed)
  }

  @Test("the average entry of an inverse contract is the harmonic one")
  func inverseAverage() throws {
    var position = try position(ModelFixtures.inverse, fill(.buy, "1", "50000.0"))
    _ = try position.apply(fill(.buy, "1", "25000.0"))
    let average = try #require(position.averageOpenPrice)
    // 2 ÷ (1/50000 + 1/25000) = 33333.33…
    #expect(average.rounded(scale: 6) == (try WideDecimal("33333.333333")))
  }

  @Test("a fill beyond closing leaves the rest for a new position, with its share of the commission")
  func flip() throws {
    var position = try position(ModelFixtures.linear, fill(.buy, "1", "100"))
    let rest = try #require(try position.apply(fill(.sell, "3", "110", commission: Money("0.3", .usdt))))
    #expect(position.isClosed)
    #expect(try position.realizedPnl.amount == WideDecimal("9.9"))
    #expect(rest.quantity == WideDecimal(2))
    #expect(try rest.commission == Money("0.2", .usdt))
  }

  @Test("a spot commission in the bought currency reduces what is held and counts at its price")
  func commissionInKind() throws {
    var position = try position(
      ModelFixtures.spot, fill(.buy, "1", "100.00", commission: Money("0.001", .btc)))
    #expect(try position.signedQuantity == WideDecimal("0.999"))
    #expect(position.averageOpenPrice == WideDecimal(100))
    #expect(try position.realizedPnl == Money("-0.1", .usdt))
    _ = try position.apply(fill(.sell, "0.999", "100.00"))
    // All in all 100 was paid and 99.9 came back.
    #expect(position.isClosed)
    #expect(try position.realizedPnl == Money("-0.1", .usdt))
  }

  @Test("covering a short with a little more leaves no position where the commission takes all but dust of it")
  func dust() throws {
    var position = try position(ModelFixtures.spot, fill(.sell, "1", "110.00"))
    let dust = try position.apply(fill(.buy, "1.00101", "100.00", commission: Money("0.00100101", .btc)))
    #expect(dust == nil && position.isClosed)
    // 10 by the price, less the whole commission at the price of the cover.
    #expect(try position.realizedPnl == Money("9.899899", .usdt))
    var other = try self.position(ModelFixtures.spot, fill(.sell, "1", "110.00"))
    let rest = try #require(try other.apply(fill(.buy, "1.01", "100.00", commission: Money("0.00101", .btc))))
    #expect(try self.position(ModelFixtures.spot, rest).signedQuantity == WideDecimal("0.00899"))
  }

  @Test("the profit of any sequence of fills is that of exact fractions", arguments: 1...40)
  func agreesWithRationals(seed: UInt64) throws {
    print("seed \(seed)")
    let random = RandomSource(seed: seed)
    let instrument = seed % 2 == 0 ? ModelFixtures.linear : ModelFixtures.inverse
    var oracle = PositionOracle(isInverse: instrument.isInverse, multiplier: instrument.isInverse ? 100 : 1)
    var current: Position?
    var realized = Rational(0)
    for step in 0..<14 {
      let side: OrderSide = random.chance(0.5) ? .buy : .sell
      let raw = random.integer(in: 1...5_000)
      let price = Price(
        raw: Int64(random.integer(in: 200_000...700_000)), precision: instrument.pricePrecision)
      let quantity = Quantity(raw: Int64(raw), precision: instrument.sizePrecision)
      oracle.trade(
        side == .buy, Rational(decimal: quantity.description), Rational(decimal: price.description))
      var fill: PositionFill? = PositionFill(
        clientOrderId: "O-1", tradeId: TradeId(number: UInt64(step)), side: side, quantity: quantity.wide,
        price: price, tsEvent: .zero, tsInit: .zero)
      while let next = fill {
        if var position = current, position.isOpen {
          fill = try position.apply(next)
          current = position
          if position.isClosed { realized = realized + Rational(decimal: position.realizedPnl.amount.description) }
        } else {
          current = try position(instrument, next)
          fill = nil
        }
      }
      let position = try #require(current)
      #expect(Rational(decimal: position.signedQuantity.description) == oracle.signedQuantity)
      let open = position.isOpen ? Rational(decimal: position.realizedPnl.amount.description) : Rational(0)
      #expect((realized + open).isWithin(10_000, scale: 18, of: oracle.realized))
      let unrealized = try position.unrealizedPnl(at: price).amount
      #expect(
        Rational(decimal: unrealized.description).isWithin(
          10_000, scale: 18, of: oracle.unrealized(Rational(decimal: price.description))))
    }
  }
}

/// The textbook's position: exact fractions, average cost.
private struct PositionOracle {
  let isInverse: Bool
  let multiplier: Int
  var signedQuantity = Rational(0)
  /// What one unit counts for at entry: the price when linear, its reciprocal when inverse.
  var entry = Rational(0)
  var realized = Rational(0)

  private func unit(_ price: Rational) -> Rational { isInverse ? Rational(1) / price : price }

  private func gain(_ quantity: Rational, _ exit: Rational) -> Rational {
    let difference = isInverse ? entry - exit : exit - entry
    return difference * quantity * Rational(multiplier)
  }

  func unrealized(_ price: Rational) -> Rational { gain(signedQuantity, unit(price)) }

  mutating func trade(_ isBuy: Bool, _ quantity: Rational, _ price: Rational) {
    let change = isBuy ? quantity : quantity * Rational(-1)
    let isSame = signedQuantity.numerator.isZero || signedQuantity.numerator.isNegative == change.numerator.isNegative
    if isSame {
      let total = signedQuantity + change
      entry = (entry * signedQuantity + unit(price) * change) / total
      signedQuantity = total
      return
    }
    let total = signedQuantity + change
    let crosses = !total.numerator.isZero && total.numerator.isNegative != signedQuantity.numerator.isNegative
    realized = realized + gain(crosses ? signedQuantity : change * Rational(-1), unit(price))
    if crosses { entry = unit(price) }
    signedQuantity = total
  }
}
