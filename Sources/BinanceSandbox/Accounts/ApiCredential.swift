/// A registered API key with what is needed to verify its signatures.
public struct ApiCredential: Sendable {
  /// The verifying part, by key type.
  public enum Verifier: Sendable {
    /// The shared secret's bytes.
    case hmac(secret: [UInt8])
    /// The public key as raw 32 bytes.
    case ed25519(publicKey: [UInt8])
    /// The public key in DER (SubjectPublicKeyInfo).
    case rsa(publicKey: [UInt8])
  }

  /// What a key may do.
  public struct Permissions: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let read = Permissions(rawValue: 1)
    public static let spotTrading = Permissions(rawValue: 2)
    public static let futuresTrading = Permissions(rawValue: 4)
    public static let marginTrading = Permissions(rawValue: 8)
    /// Moving money between the wallets of an account.
    public static let transfers = Permissions(rawValue: 16)
    public static let all: Permissions = [.read, .spotTrading, .futuresTrading, .marginTrading, .transfers]
  }

  public let key: String
  public let verifier: Verifier
  public var permissions: Permissions
  /// Addresses from which it may be used; empty = any.
  public var allowedAddresses: [String]
  public var isRevoked = false

  public init(
    key: String, verifier: Verifier, permissions: Permissions = .all, allowedAddresses: [String] = []
  ) {
    self.key = key
    self.verifier = verifier
    self.permissions = permissions
    self.allowedAddresses = allowedAddresses
  }
}

extension ApiCredential: CustomStringConvertible, CustomDebugStringConvertible {
  /// Keys and secrets have no textual form.
  public var description: String { "ApiCredential(hidden)" }
  public var debugDescription: String { description }
}
