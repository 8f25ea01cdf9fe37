import TradingModel

/// A bar in the making.
struct BarBuilder {
  let type: BarType
  private(set) var open: Price
  private(set) var high: Price
  private(set) var low: Price
  private(set) var close: Price
  private(set) var volume: WideDecimal
  private(set) var count = 1

  init(type: BarType, first tick: BarTick) {
    self.init(type: type, price: tick.price, volume: tick.size)
  }

  init(type: BarType, price: Price, volume: WideDecimal) {
    self.type = type
    open = price
    high = price
    low = price
    close = price
    self.volume = volume
  }

  mutating func add(price: Price, size: WideDecimal) {
    if price > high { high = price }
    if price < low { low = price }
    close = price
    count &+= 1
    // 38 digits of volume are never reached; if they were, the prices would still be right.
    volume = (try? volume.adding(size)) ?? volume
  }

  func bar(tsEvent: UnixNanos, tsInit: UnixNanos) -> Bar {
    Bar(
      barType: type, open: open, high: high, low: low, close: close, volume: volume, tsEvent: tsEvent, tsInit: tsInit)
  }
}
