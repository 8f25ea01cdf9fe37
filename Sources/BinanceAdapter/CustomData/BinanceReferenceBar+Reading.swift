import TradingModel

// The venue's two forms of a candlestick: a row of an answer, and the member `k` of an event.
extension BinanceReferenceBar {
  /// Reads a row of an answer.
  init(
    of instrument: Instrument, _ source: Source, _ interval: BinanceBarInterval, now: UnixNanos, row: JSONValue
  ) throws {
    let isTraded = source == .continuous
    self.init(
      instrument: instrument.id, source: source, interval: interval, open: try row.decimal(1),
      high: try row.decimal(2), low: try row.decimal(3), close: try row.decimal(4),
      volume: isTraded ? try row.decimal(5) : nil, quoteVolume: isTraded ? try row.decimal(7) : nil,
      openTime: try row.time(0), tsEvent: try row.time(6), tsInit: now)
    show(as: instrument)
  }

  /// Reads an event's candlestick.
  init(
    of instrument: Instrument, _ source: Source, _ interval: BinanceBarInterval, now: UnixNanos, kline: JSONValue
  ) throws {
    let isTraded = source == .continuous
    self.init(
      instrument: instrument.id, source: source, interval: interval, open: try kline.decimal("o"),
      high: try kline.decimal("h"), low: try kline.decimal("l"), close: try kline.decimal("c"),
      volume: isTraded ? try kline.decimal("v") : nil, quoteVolume: isTraded ? try kline.decimal("q") : nil,
      openTime: try kline.time("t"), tsEvent: try kline.time("T"), tsInit: now)
    show(as: instrument)
  }

  /// Gives prices and volume the instrument's decimals, or more where the venue gives more; a premium is a fraction and has
  /// none of its own.
  private mutating func show(as instrument: Instrument) {
    let decimals = source == .premiumIndex ? 0 : instrument.pricePrecision
    for price in [\Self.open, \.high, \.low, \.close] {
      self[keyPath: price] = BinanceVolume.atLeast(decimals, self[keyPath: price])
    }
    volume = volume.map { BinanceVolume.atLeast(instrument.sizePrecision, $0) }
  }
}
