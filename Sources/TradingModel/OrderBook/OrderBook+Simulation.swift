/// What taking liquidity from a book would give.
public struct SimulatedFill: Hashable, Sendable {
  /// How much the book can fill, at most what was asked for.
  public var quantity: Quantity
  /// The exact value `Σ price × size` of what is filled.
  public var value: WideDecimal
  /// The last, worst price that is touched.
  public var worstPrice: Price

  /// Makes the outcome of an order that was not sent.
  public init(quantity: Quantity, value: WideDecimal, worstPrice: Price) {
    self.quantity = quantity
    self.value = value
    self.worstPrice = worstPrice
  }

  /// The average price, rounded to `scale` decimals.
  public func averagePrice(scale: Int = 16) throws(DecimalError) -> WideDecimal {
    try value.divided(by: quantity.wide, scale: scale)
  }
}

extension OrderBook {
  /// What a market order of `quantity` would be filled with, sweeping the other side from its best level.
  ///
  /// - Parameters:
  ///   - quantity: how much the order buys or sells.
  ///   - side: the side of the order: a buy takes asks.
  /// - Returns: `nil` when the other side is empty or `quantity` is zero.
  public func simulatedFill(of quantity: Quantity, side: BookSide) throws(DecimalError) -> SimulatedFill? {
    let ladder = side == .buy ? ladders.asks : ladders.bids
    let precision = max(quantity.precision, ladders.sizePrecision)
    var rest = Int128(try quantity.rescaled(to: precision).raw)
    guard rest > 0, let factor = PowersOfTen.scaleUp(Int128(1), by: Int(precision - ladders.sizePrecision)) else {
      return nil
    }
    var filled: Int128 = 0
    var value: Int128 = 0
    var worst: Int64?
    for entry in ladder.entries.reversed() where rest > 0 {
      let taken = min(rest, Int128(entry.size) * factor)
      let price = ladder.price(of: entry)
      let (part, productOverflow) = taken.multipliedReportingOverflow(by: Int128(price))
      let (sum, sumOverflow) = value.addingReportingOverflow(part)
      if productOverflow || sumOverflow { throw .overflow }
      value = sum
      rest -= taken
      filled += taken
      worst = price
    }
    guard let worst, let raw = Int64(exactly: filled) else { return nil }
    return SimulatedFill(
      quantity: trimmed(Quantity(raw: raw, precision: precision), to: sizePrecision),
      value: WideDecimal(mantissa: value, scale: Int(precision) + Int(ladders.pricePrecision)),
      worstPrice: trimmed(Price(raw: worst, precision: ladders.pricePrecision), to: pricePrecision))
  }

  /// The average price of a market order of `quantity`, or `nil` when the book cannot fill all of it.
  public func averageFillPrice(for quantity: Quantity, side: BookSide) throws(DecimalError) -> WideDecimal? {
    guard let fill = try simulatedFill(of: quantity, side: side), fill.quantity == quantity else { return nil }
    return try fill.averagePrice()
  }
}
