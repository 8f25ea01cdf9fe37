/// How a key that is being registered signs.
public enum SigningScheme: Sendable {
  /// A shared secret, HMAC-SHA256.
  case hmac(secret: String)
  /// An Ed25519 public key, PEM or base64 of its 32 bytes.
  case ed25519(publicKey: String)
  /// An RSA public key in PEM.
  case rsa(publicKey: String)
}
