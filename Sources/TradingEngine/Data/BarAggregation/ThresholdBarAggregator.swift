import TradingModel

/// Cuts ticks into bars by how many, how much, or what value has traded.
///
/// Volume and value bars are exact: a trade that crosses the threshold is split over as many bars as it fills, up to
/// ``mostBarsPerTick``; what is left then goes into one bar of more than the threshold.
struct ThresholdBarAggregator {
  /// What a threshold counts.
  enum Measure {
    case ticks
    case volume
    /// Price × size × multiplier; contracts of inverse instruments have their value in themselves.
    case value(multiplier: WideDecimal, isInverse: Bool)
  }

  static let mostBarsPerTick = 1_000

  private let type: BarType
  private let measure: Measure
  private let threshold: WideDecimal
  private var builder: BarBuilder?
  private var filled = WideDecimal.zero

  init?(type: BarType, instrument: Instrument?) {
    switch type.specification.aggregation {
    case .tick: measure = .ticks
    case .volume: measure = .volume
    case .value: measure = .value(multiplier: instrument?.multiplier ?? .one, isInverse: instrument?.isInverse ?? false)
    case .millisecond, .second, .minute, .hour, .day, .week, .month: return nil
    }
    self.type = type
    threshold = WideDecimal(max(1, type.specification.step))
  }

  mutating func add(_ tick: BarTick, emit: (Bar) -> Void) {
    var rest = tick
    // The last round takes whatever remains.
    for round in 1...Self.mostBarsPerTick {
      let part = round < Self.mostBarsPerTick ? part(of: rest) : rest.size
      let remaining = (try? rest.size.subtracting(part)) ?? .zero
      take(rest, size: part)
      if filled >= threshold { close(rest, emit: emit) }
      guard remaining.isPositive else { return }
      rest.size = remaining
    }
  }

  /// How much of a tick fits into the open bar.
  private func part(of tick: BarTick) -> WideDecimal {
    guard let room = try? threshold.subtracting(filled) else { return tick.size }
    switch measure {
    case .ticks: return tick.size
    case .volume: return min(room, tick.size)
    case .value:
      guard let unit = worth(of: tick, size: .one), unit.isPositive,
        let size = try? room.divided(by: unit, scale: min(18, tick.size.scale), rounding: .up)
      else { return tick.size }
      return min(size, tick.size)
    }
  }

  private func worth(of tick: BarTick, size: WideDecimal) -> WideDecimal? {
    switch measure {
    case .ticks: return .one
    case .volume: return size
    case .value(let multiplier, let isInverse):
      guard let contracts = try? size.multiplied(by: multiplier) else { return nil }
      return isInverse ? contracts : try? contracts.multiplied(by: tick.price.wide)
    }
  }

  private mutating func take(_ tick: BarTick, size: WideDecimal) {
    if builder == nil {
      builder = BarBuilder(type: type, price: tick.price, volume: size)
    } else {
      builder?.add(price: tick.price, size: size)
    }
    // A value that cannot be represented is beyond every threshold.
    filled = worth(of: tick, size: size).flatMap { try? filled.adding($0) } ?? threshold
  }

  private mutating func close(_ tick: BarTick, emit: (Bar) -> Void) {
    if let builder { emit(builder.bar(tsEvent: tick.tsEvent, tsInit: tick.tsInit)) }
    builder = nil
    filled = .zero
  }
}
