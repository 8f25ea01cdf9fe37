/// The kinds of API keys, told apart by the format of the secret.
public enum BinanceKeyType: String, Hashable, Sendable, CaseIterable {
  /// A shared secret.
  case hmac = "HMAC"
  /// An Ed25519 private key; the only kind that can log on to a WebSocket API session.
  case ed25519 = "Ed25519"
  /// An RSA private key.
  case rsa = "RSA"
}
