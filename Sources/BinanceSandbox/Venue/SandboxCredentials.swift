/// An API key of the sandbox with its secret.
public struct SandboxCredentials: Sendable {
  /// The name of the account that the key opens.
  public let account: String
  public let apiKey: String
  /// The HMAC secret; empty for keys that were registered with a public key.
  public let apiSecret: String
}
