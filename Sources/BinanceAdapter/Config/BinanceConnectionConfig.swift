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
  /// A proxy for every connection, with user and password if it wants them: `http://user:password@host:port`, `https://…`
  /// or `socks5://…`.
  public var proxyURL: String?
  /// A PEM file with certificates that are trusted in addition to the system's.
  public var trustRootsFile: String?
  /// How old a signed request may be when it reaches the venue; at most one minute.
  public var recvWindow: Duration
  /// How long to wait for an answer.
  public var requestTimeout: Duration

  /// Makes a configuration, by default of the live spot market and with keys from the environment.
  ///
  /// Nothing is checked here; ``validate()`` tells what cannot work.
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

extension BinanceConnectionConfig: CustomReflectable {
  /// What printing and dumping show: everything but the user and password that a proxy's URL may hold.
  public var customMirror: Mirror {
    let children: KeyValuePairs<String, Any> = [
      "accountType": accountType, "environment": environment, "us": us, "apiKey": apiKey as Any,
      "apiSecret": apiSecret as Any, "apiKeyFile": apiKeyFile as Any, "apiSecretFile": apiSecretFile as Any,
      "baseURLHTTP": baseURLHTTP as Any, "baseURLWS": baseURLWS as Any, "baseURLWSAPI": baseURLWSAPI as Any,
      "proxyURL": proxyURL.map { $0.split(separator: "@").last.map(String.init) ?? "" } as Any,
      "trustRootsFile": trustRootsFile as Any, "recvWindow": recvWindow, "requestTimeout": requestTimeout,
    ]
    return Mirror(self, children: children, displayStyle: .struct)
  }
}
