/// The identifier that this side gives an order, unique over restarts and hosts.
public struct ClientOrderId: TextIdentifier {
  public let text: String

  public init(_ text: String) { self.text = text }
}
