/// Data of a kind that only some venue or user knows, such as `BinanceTicker`.
public protocol CustomData: Sendable {
  /// The name under which it is subscribed: `BinanceTicker`.
  static var typeName: String { get }
  /// The instrument it is about, where it is about one.
  var instrumentId: InstrumentId? { get }
  var tsEvent: UnixNanos { get }
  var tsInit: UnixNanos { get }
}
