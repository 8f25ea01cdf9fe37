/// Why a key or secret cannot be used. It never contains any part of the secret.
public enum BinanceCredentialsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The API key is empty or holds characters that cannot be in one.
  case malformedKey
  /// The secret is empty.
  case emptySecret
  /// The private key is protected by a passphrase.
  case encryptedKey
  /// A public key was given where the private key belongs.
  case publicKey
  /// A private key of a kind that Binance does not take.
  case unsupportedKey(String)
  /// The private key could not be read.
  case malformedPrivateKey(String)
  /// Signing failed.
  case signingFailed

  public var description: String {
    switch self {
    case .malformedKey:
      "the API key is empty or contains spaces or other characters that no key has; copy it again from the venue's page"
    case .emptySecret:
      "the API secret is empty; give the HMAC secret or the private key that belongs to the API key"
    case .encryptedKey:
      "the private key is protected by a passphrase; write an unprotected copy with 'openssl pkey -in KEY -out PLAIN' "
        + "and keep it readable by you alone"
    case .publicKey: "this is the public key; give the private key that belongs to it"
    case .unsupportedKey(let what): "\(what) is not a kind of key that Binance takes; use Ed25519, RSA or HMAC"
    case .malformedPrivateKey(let what):
      "the private key cannot be read (\(what)); give the whole PEM file, from BEGIN to END"
    case .signingFailed: "signing failed; check the private key"
    }
  }
}
