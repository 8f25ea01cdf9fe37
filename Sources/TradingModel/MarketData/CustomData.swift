/// Data of a kind that only some venue or user knows, such as `BinanceTicker`.
public protocol CustomData: Sendable {
  /// The name under which it is subscribed: `BinanceTicker`.
  static var typeName: String { get }
  /// The instrument it is about, where it is about one.
  var instrumentId: InstrumentId? { get }
  /// When what the data says happened, by the venue's clock where the venue tells a time.
  var tsEvent: UnixNanos { get }
  /// When this process made the value.
  var tsInit: UnixNanos { get }
}
