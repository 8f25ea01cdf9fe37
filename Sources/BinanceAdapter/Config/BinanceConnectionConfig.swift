/// How to reach Binance and as whom: what data and execution clients have in common.
public struct BinanceConnectionConfig: Hashable, Sendable {
  /// The product.
  public var accountType: BinanceAccountType
  /// Live, testnet or demo.
  public var environment: BinanceEnvironment
  /// Whether to use Binance US.
  public var us: Bool
  /// The API key; taken from the environment when absent.
  public var apiKey: SecretText?
  /// The secret or private key; taken from the environment when absent.
  public var apiSecret: SecretText?
  /// A file that holds the API key.
  public var apiKeyFile: String?
  /// A file that holds the secret or private key.
  public var apiSecretFile: String?
  /// Replaces the REST host: scheme, host and port.
  public var baseURLHTTP: String?
  /// Replaces the stream host: scheme, host and port.
  public var baseURLWS: String?
  /// Replaces the WebSocket API host: scheme, host and port.
  public var baseURLWSAPI: String?
  /// An HTTP or SOCKS5 proxy, `http://host:port` or `socks5://host:port`.
  public var proxyURL: String?
  /// A PEM file with certificates that are trusted in addition to the system's.
  public var trustRootsFile: String?
  /// How old a signed request may be when it reaches the venue; at most one minute.
  public var recvWindow: Duration
  /// How long to wait for an answer.
  public var requestTimeout: Duration

  public init(
    accountType: BinanceAccountType = .spot, environment: BinanceEnvironment = .live, us: Bool = false,
    apiKey: SecretText? = nil, apiSecret: SecretText? = nil, apiKeyFile: String? = nil, apiSecretFile: String? = nil,
    baseURLHTTP: String? = nil, baseURLWS: String? = nil, baseURLWSAPI: String? = nil, proxyURL: String? = nil,
    trustRootsFile: String? = nil, recvWindow: Duration = .seconds(5), requestTimeout: Duration = .seconds(10)
  ) {
    self.accountType = accountType
    self.environment = environment
    self.us = us
    self.apiKey = apiKey
    self.apiSecret = apiSecret
    self.apiKeyFile = apiKeyFile
    self.apiSecretFile = apiSecretFile
    self.baseURLHTTP = baseURLHTTP
    self.baseURLWS = baseURLWS
    self.baseURLWSAPI = baseURLWSAPI
    self.proxyURL = proxyURL
    self.trustRootsFile = trustRootsFile
    self.recvWindow = recvWindow
    self.requestTimeout = requestTimeout
  }
}
