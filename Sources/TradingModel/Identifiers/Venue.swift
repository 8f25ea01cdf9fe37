/// A place where instruments trade, such as `BINANCE`.
public struct Venue: TextIdentifier {
  public let text: String

  public init(_ text: String) { self.text = text }
}
