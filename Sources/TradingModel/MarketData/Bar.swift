/// Open, high, low, close and volume of one step of a bar series.
public struct Bar: Hashable, Sendable {
  /// The series that the bar belongs to.
  public var barType: BarType
  /// The first price of the step; in a bar without ticks all four prices are the last close.
  public var open: Price
  /// The highest price of the step.
  public var high: Price
  /// The lowest price of the step.
  public var low: Price
  /// The last price of the step.
  public var close: Price
  /// The traded quantity; a wide decimal because a month of a cheap coin outgrows a ``Quantity``.
  public var volume: WideDecimal
  /// The end of the bar at the venue.
  public var tsEvent: UnixNanos
  /// When this process received the bar, or closed one of its own.
  public var tsInit: UnixNanos

  /// Makes a bar that is finished.
  public init(
    barType: BarType, open: Price, high: Price, low: Price, close: Price, volume: WideDecimal, tsEvent: UnixNanos,
    tsInit: UnixNanos
  ) {
    self.barType = barType
    self.open = open
    self.high = high
    self.low = low
    self.close = close
    self.volume = volume
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
