/// An API key of the sandbox with its secret.
public struct SandboxCredentials: Sendable {
  /// The name of the account that the key opens.
  public let account: String
  /// The key as requests carry it: `X-MBX-APIKEY` over REST, `apiKey` over the WebSocket API.
  public let apiKey: String
  /// The HMAC secret; empty for keys that were registered with a public key.
  public let apiSecret: String
}
