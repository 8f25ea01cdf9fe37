/// What of an instrument decides about the worth of a position in it.
public struct PositionTerms: Hashable, Sendable, Codable {
  /// Whether it is a spot pair, where commissions in the base currency change what is held.
  public var isSpot: Bool
  /// Whether contracts are worth a fixed amount of the quote currency and settle in the base currency.
  public var isInverse: Bool
  /// How much of the base (linear) or quote (inverse) currency one contract is.
  public var multiplier: WideDecimal
  /// The currency that is bought and sold.
  public var base: Currency
  /// The currency that prices are in.
  public var quote: Currency
  /// The currency in which profit and loss are settled.
  public var settlement: Currency
  /// How many decimals prices have; an inverse contract's averages have six more, at most sixteen.
  public var pricePrecision: UInt8
  /// How many decimals quantities have; less than one unit of the last cannot be traded.
  public var sizePrecision: UInt8

  /// Makes the terms of an instrument, as its rules are now.
  public init(_ instrument: Instrument) {
    isSpot = instrument.kind == .currencyPair
    isInverse = instrument.isInverse
    multiplier = instrument.multiplier
    base = instrument.base
    quote = instrument.quote
    settlement = instrument.settlement
    pricePrecision = instrument.pricePrecision
    sizePrecision = instrument.sizePrecision
  }

  /// How many decimals a quotient is kept with.
  static let scale = 18

  /// What `quantity` at `price` counts for before the multiplier: quantity × price (exact) when linear, quantity ÷ price
  /// when inverse.
  func measure(_ quantity: WideDecimal, at price: Price) throws(DecimalError) -> WideDecimal {
    isInverse
      ? try quantity.divided(by: price.wide, scale: Self.scale)
      : try quantity.multiplied(by: price.wide).trimmed
  }

  /// The average price of a quantity that counts for `measure`.
  ///
  /// That of an inverse contract is given with so many decimals as its reciprocals are good for: what was filled at one
  /// price has exactly this price.
  func averagePrice(_ quantity: WideDecimal, measure: WideDecimal) -> WideDecimal? {
    guard isInverse else { return (try? measure.divided(by: quantity, scale: 16))?.trimmed }
    return (try? quantity.divided(by: measure, scale: min(Int(pricePrecision) + 6, 16)))?.trimmed
  }

  /// The profit of having bought for `paid` and sold for `received`, both measures.
  func profit(paid: WideDecimal, received: WideDecimal) throws(DecimalError) -> WideDecimal {
    let difference = isInverse ? try paid.subtracting(received) : try received.subtracting(paid)
    return try difference.multiplied(by: multiplier)
  }
}
