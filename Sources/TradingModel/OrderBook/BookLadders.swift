/// Both sides of a book and the precision that their mantissas have.
///
/// A value of its own so that a message with many levels is applied in one access to the book that holds it.
struct BookLadders: Sendable {
  var bids = BookLadder(side: .buy)
  var asks = BookLadder(side: .sell)
  var pricePrecision: UInt8
  var sizePrecision: UInt8

  mutating func removeAll() {
    bids.removeAll()
    asks.removeAll()
  }

  mutating func apply(_ deltas: UnsafeBufferPointer<OrderBookDelta>) throws(DecimalError) {
    for index in 0..<deltas.count { try apply(deltas[index]) }
  }

  /// Replaces the book: levels are appended as they come and put in order once.
  mutating func load(_ deltas: UnsafeBufferPointer<OrderBookDelta>) throws(DecimalError) {
    removeAll()
    for index in 0..<deltas.count {
      let delta = deltas[index]
      if delta.action == .clear {
        removeAll()
        continue
      }
      let (price, size) = try mantissas(of: delta)
      let amount = delta.action == .delete ? 0 : size
      if delta.side == .buy { bids.load(price: price, size: amount) } else { asks.load(price: price, size: amount) }
    }
    bids.finishLoading()
    asks.finishLoading()
  }

  @inline(__always)
  mutating func apply(_ delta: OrderBookDelta) throws(DecimalError) {
    if delta.action == .clear { return removeAll() }
    let (price, size) = try mantissas(of: delta)
    let amount = delta.action == .delete ? 0 : size
    if delta.side == .buy { bids.set(price: price, size: amount) } else { asks.set(price: price, size: amount) }
  }

  @inline(__always)
  private mutating func mantissas(of delta: OrderBookDelta) throws(DecimalError) -> (Int64, Int64) {
    if delta.price.precision == pricePrecision, delta.size.precision == sizePrecision {
      return (delta.price.raw, delta.size.raw)
    }
    return try converted(delta)
  }

  /// The rare path: the delta has another precision than the book, which grows when the delta needs more digits.
  @inline(never)
  private mutating func converted(_ delta: OrderBookDelta) throws(DecimalError) -> (Int64, Int64) {
    let price = trimmed(delta.price, to: pricePrecision)
    // A deletion's size is zero whatever its precision.
    let size = delta.action == .delete ? Quantity.zero() : trimmed(delta.size, to: sizePrecision)
    try widen(price: max(pricePrecision, price.precision), size: max(sizePrecision, size.precision))
    guard let priceRaw = PowersOfTen.scaleUp(price.raw, by: Int(pricePrecision &- price.precision)),
      let sizeRaw = PowersOfTen.scaleUp(size.raw, by: Int(sizePrecision &- size.precision))
    else { throw .overflow }
    return (priceRaw, sizeRaw)
  }

  /// Gives every mantissa more decimals; all levels keep their values exactly.
  private mutating func widen(price: UInt8, size: UInt8) throws(DecimalError) {
    guard price > pricePrecision || size > sizePrecision else { return }
    guard price <= 18, size <= 18 else { throw .tooPrecise }
    var wider = self
    let priceExponent = Int(price) - Int(pricePrecision)
    let sizeExponent = Int(size) - Int(sizePrecision)
    guard wider.bids.rescale(priceBy: priceExponent, sizeBy: sizeExponent),
      wider.asks.rescale(priceBy: priceExponent, sizeBy: sizeExponent)
    else { throw .overflow }
    wider.pricePrecision = price
    wider.sizePrecision = size
    self = wider
  }
}

/// The same value with trailing zeros removed while the precision is above `floor`.
func trimmed<Value: FixedDecimal>(_ value: Value, to floor: UInt8) -> Value {
  var raw = value.raw
  var precision = value.precision
  while precision > floor, raw % 10 == 0 {
    raw /= 10
    precision -= 1
  }
  return (try? Value(checkedRaw: raw, precision: precision)) ?? value
}
