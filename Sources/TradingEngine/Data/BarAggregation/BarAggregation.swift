import TradingModel

/// Makes the bars of one internal type from the ticks of its instrument.
final class BarAggregation: MarketDataSubscriber {
  private enum Cutter {
    case time(TimeBarAggregator)
    case threshold(ThresholdBarAggregator)
    case none
  }

  private let type: BarType
  private let delay: Duration
  private let clock: any TradingClock
  private let emit: (Bar) -> Void
  private var cutter: Cutter
  private var timer: (any ClockTimer)?

  init(
    type: BarType, instrument: Instrument?, config: TimeBarConfig, clock: any TradingClock,
    emit: @escaping (Bar) -> Void
  ) {
    self.type = type
    self.clock = clock
    self.emit = emit
    delay = max(config.closeDelay, .zero)
    if let time = TimeBarAggregator(type: type, config: config, now: clock.now) {
      cutter = .time(time)
    } else if let threshold = ThresholdBarAggregator(type: type, instrument: instrument) {
      cutter = .threshold(threshold)
    } else {
      cutter = .none
    }
  }

  /// The ticks that the bars are made of.
  var source: DataSubscription {
    switch type.specification.priceType {
    case .last: .trades(type.instrumentId)
    case .bid, .ask, .mid: .quotes(type.instrumentId)
    case .mark: .markPrices(type.instrumentId)
    }
  }

  /// Begins to close time bars by the clock; `perform` surrounds every closing.
  func start(perform: @escaping (() -> Void) -> Void) {
    guard case .time(let bars) = cutter else { return }
    timer = clock.schedule(at: bars.end + delay) { [weak self] in
      guard let self else { return }
      perform { self.closeByClock() }
      self.start(perform: perform)
    }
  }

  func stop() {
    timer?.cancel()
    timer = nil
  }

  private func closeByClock() {
    guard case .time(var bars) = cutter else { return }
    let now = clock.now
    bars.roll(to: UnixNanos(now.nanoseconds &- delay.wholeNanoseconds), now: now, emit: emit)
    cutter = .time(bars)
  }

  private func add(_ tick: BarTick) {
    switch cutter {
    case .none: return
    case .time(var bars):
      // Emptied first, so that what the bars hold is changed in place.
      cutter = .none
      bars.add(tick, now: clock.now, emit: emit)
      cutter = .time(bars)
    case .threshold(var bars):
      cutter = .none
      bars.add(tick, emit: emit)
      cutter = .threshold(bars)
    }
  }

  func receive(_ trade: TradeTick) { add(BarTick(trade)) }
  func receive(_ quote: QuoteTick) { add(BarTick(quote, type.specification.priceType)) }
  func receive(_ update: MarkPriceUpdate) { add(BarTick(update)) }

  /// The finished bars that trades of the past make, with the trades' own times in the place of the clock.
  static func bars(
    of type: BarType, from trades: [TradeTick], instrument: Instrument?, config: TimeBarConfig
  ) -> [Bar] {
    guard let first = trades.first else { return [] }
    var bars: [Bar] = []
    if var time = TimeBarAggregator(type: type, config: config, now: first.tsEvent) {
      for trade in trades { time.add(BarTick(trade), now: trade.tsEvent) { bars.append($0) } }
    } else if var threshold = ThresholdBarAggregator(type: type, instrument: instrument) {
      for trade in trades { threshold.add(BarTick(trade)) { bars.append($0) } }
    }
    return bars
  }
}
