/// Why a key cannot be registered.
public enum KeyRegistrationError: Error, Sendable, CustomStringConvertible {
  case invalidPublicKey(String)
  case keyTaken

  public var description: String {
    switch self {
    case .invalidPublicKey(let why):
      "the public key cannot be read (\(why)); give an Ed25519 or RSA public key in PEM (BEGIN PUBLIC KEY)"
    case .keyTaken: "an API key of this name is registered already; choose another"
    }
  }
}
