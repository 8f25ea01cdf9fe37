/// The identifier that this side gives a list of linked orders.
public struct OrderListId: TextIdentifier {
  public let text: String

  public init(_ text: String) { self.text = text }
}
