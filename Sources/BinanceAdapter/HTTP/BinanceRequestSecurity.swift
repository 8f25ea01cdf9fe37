/// What a request needs to be allowed.
public enum BinanceRequestSecurity: Hashable, Sendable {
  /// Nothing.
  case none
  /// The API key in the header.
  case apiKey
  /// The API key and a signature with a timestamp.
  case signed
}
