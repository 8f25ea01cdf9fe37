/// The identifier that the venue gives an order.
public struct VenueOrderId: TextIdentifier {
  public let text: String

  public init(_ text: String) { self.text = text }
}
