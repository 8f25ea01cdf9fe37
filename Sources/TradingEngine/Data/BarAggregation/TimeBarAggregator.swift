import TradingModel

/// Cuts ticks into bars by time; the rules are those of ``TimeBarConfig``.
struct TimeBarAggregator {
  private let type: BarType
  private let config: TimeBarConfig
  private let grid: BarGrid
  private var builder: BarBuilder?
  private var lastClose: Price?
  private var skipsNext: Bool
  /// The interval that is open: from here …
  private(set) var start: UnixNanos
  /// … to here, exclusively.
  private(set) var end: UnixNanos
  /// How many ticks belonged to an interval that was closed already.
  private(set) var lateTicks = 0

  /// At most this many empty bars are made for one gap.
  private static let longestGap = 10_000
  /// A tick further in the clock's future than this (or than one interval) has a wrong time stamp.
  private static let plausibleLead = Duration.seconds(60)

  init?(type: BarType, config: TimeBarConfig, now: UnixNanos) {
    guard let grid = BarGrid(type.specification) else { return nil }
    self.type = type
    self.config = config
    self.grid = grid
    start = grid.start(containing: now)
    end = grid.end(of: start)
    skipsNext = config.skipsFirstPartialBar && now > start
  }

  /// Takes a tick, closing first what it proves to be over.
  mutating func add(_ tick: BarTick, now: UnixNanos, emit: (Bar) -> Void) {
    if tick.tsEvent >= end, tick.tsEvent <= now + max(Self.plausibleLead, end - start) {
      roll(to: tick.tsEvent, now: now, emit: emit)
    } else if tick.tsEvent < start {
      lateTicks &+= 1
      if config.lateTicks == .dropped { return }
    }
    if builder == nil {
      builder = BarBuilder(type: type, first: tick)
    } else {
      builder?.add(price: tick.price, size: tick.size)
    }
  }

  /// Closes every interval that ended at or before `time`.
  mutating func roll(to time: UnixNanos, now: UnixNanos, emit: (Bar) -> Void) {
    guard time >= end else { return }
    close(now: now, emit: emit)
    var empty = 0
    while time >= end, end < UnixNanos(.max) {
      if !config.emitsEmptyBars || lastClose == nil || empty >= Self.longestGap {
        start = grid.start(containing: time)
        end = grid.end(of: start)
        return
      }
      close(now: now, emit: emit)
      empty += 1
    }
  }

  private mutating func close(now: UnixNanos, emit: (Bar) -> Void) {
    let closing =
      builder ?? (config.emitsEmptyBars ? lastClose.map { BarBuilder(type: type, price: $0, volume: .zero) } : nil)
    let boundary = end
    builder = nil
    start = end
    end = grid.end(of: start)
    if let closing {
      lastClose = closing.close
      if !skipsNext { emit(closing.bar(tsEvent: boundary, tsInit: now)) }
    }
    skipsNext = false
  }
}
