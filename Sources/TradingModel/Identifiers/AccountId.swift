/// The identifier of an account, `ISSUER-NUMBER`, as `BINANCE-001`.
public struct AccountId: TextIdentifier {
  public let text: String

  public init(_ text: String) { self.text = text }
}
