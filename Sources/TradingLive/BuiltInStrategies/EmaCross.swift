public import TradingEngine
public import TradingModel

/// Holds a long position while the fast average is above the slow one; on futures a short one otherwise.
///
/// An example of a strategy, and a load for tests; not a way to earn money.
public final class EmaCross: Strategy {
  private let settings: EmaCrossConfig
  private var fast: ExponentialMovingAverage
  private var slow: ExponentialMovingAverage

  /// Makes the strategy; nothing is traded before both averages have had as many bars as their periods.
  public init(_ settings: EmaCrossConfig) {
    self.settings = settings
    fast = ExponentialMovingAverage(period: settings.fast)
    slow = ExponentialMovingAverage(period: settings.slow)
    super.init(config: settings.strategy)
  }

  /// Subscribes to the bars.
  public override func onStart() {
    subscribeBars(settings.bars)
  }

  /// Adds the close to both averages, and follows the trend unless an order is under way.
  public override func onBar(_ bar: Bar) {
    fast.add(bar)
    slow.add(bar)
    guard fast.isReady, slow.isReady, activeOrders(settings.instrument).isEmpty else { return }
    follow(isRising: fast.value >= slow.value)
  }

  /// Brings the position to the side of the trend: first by closing an opposite one, then by opening.
  private func follow(isRising: Bool) {
    let net = netPosition(settings.instrument)
    guard isFlat(settings.instrument) else {
      if net.isPositive != isRising { closeAllPositions(settings.instrument) }
      return
    }
    let isSpot = cache.instrument(settings.instrument)?.kind == .currencyPair
    if !isRising && isSpot { return }
    submit(
      orderFactory.market(settings.instrument, isRising ? .buy : .sell, settings.tradeSize), client: settings.client)
  }

  /// Cancels the strategy's orders, and closes its position where the configuration says so.
  public override func onStop() {
    cancelAll(settings.instrument)
    if settings.closesOnStop { closeAllPositions(settings.instrument) }
  }

  /// Forgets both averages.
  public override func onReset() {
    fast.reset()
    slow.reset()
  }
}
