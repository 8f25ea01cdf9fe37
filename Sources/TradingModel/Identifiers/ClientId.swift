/// The name of a data or execution client in a node, such as `BINANCE` or `BINANCE_FUTURES`.
public struct ClientId: TextIdentifier {
  public let text: String

  public init(_ text: String) { self.text = text }
}
