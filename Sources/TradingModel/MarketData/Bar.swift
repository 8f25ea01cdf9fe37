/// Open, high, low, close and volume of one step of a bar series.
public struct Bar: Hashable, Sendable {
  public var barType: BarType
  public var open: Price
  public var high: Price
  public var low: Price
  public var close: Price
  /// The traded quantity; a wide decimal because a month of a cheap coin outgrows a ``Quantity``.
  public var volume: WideDecimal
  /// The end of the bar at the venue.
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

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
