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
    /// Signed queries and listen keys, and what no other permission is for.
    public static let read = Permissions(rawValue: 1)
    /// Placing, changing and canceling orders on spot, tests of orders included; orders on margin need it, too.
    public static let spotTrading = Permissions(rawValue: 2)
    /// Placing, changing and canceling orders on both futures exchanges, and their settings.
    public static let futuresTrading = Permissions(rawValue: 4)
    /// What changes margin accounts (orders, with ``spotTrading``; loans, pairs), and their special keys, even to list
    /// these.
    public static let marginTrading = Permissions(rawValue: 8)
    /// Moving money between the wallets of an account.
    public static let transfers = Permissions(rawValue: 16)
    /// Everything, which is what a key may do unless told otherwise.
    public static let all: Permissions = [.read, .spotTrading, .futuresTrading, .marginTrading, .transfers]
  }

  /// The public part, by which requests name it; clients can use one of up to 128 letters, digits, `-` and `_`.
  public let key: String
  /// By what its signatures are checked; an HMAC one holds the secret itself.
  public let verifier: Verifier
  /// What signed requests with it may do; others are refused with -2015.
  public var permissions: Permissions
  /// Addresses from which it may be used; empty = any.
  public var allowedAddresses: [String]
  /// Whether it was taken away; the account keeps it, the registry finds it no more.
  public var isRevoked = false

  /// Makes a key that is not revoked; ``AccountRegistry/register(_:for:)`` makes it known.
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
