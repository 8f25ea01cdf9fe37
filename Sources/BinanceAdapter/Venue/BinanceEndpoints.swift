public import TradingLive
import TradingNetwork

/// The base URLs of one client: scheme, host and port, without a path.
public struct BinanceEndpoints: Hashable, Sendable {
  /// The product whose paths are appended.
  public let product: BinanceProduct
  /// REST, as `https://api.binance.com`.
  public let http: String
  /// Streams, as `wss://stream.binance.com:9443`.
  public let streams: String
  /// The WebSocket API, as `wss://ws-api.binance.com:443`; `nil` where the venue has none (Binance US).
  public let webSocketAPI: String?
  /// The risk stream of cross margin, as `wss://margin-stream.binance.com`.
  public let marginRisk: String
  /// Whether streams are split into `/public`, `/market` and `/private`.
  public let routesStreams: Bool

  /// The venue's URLs, or those that replace them.
  ///
  /// - Throws: when a URL is not of the form `scheme://host:port`, or is unencrypted and not for this machine.
  public init(
    accountType: BinanceAccountType, environment: BinanceEnvironment = .live, us: Bool = false,
    baseURLHTTP: String? = nil, baseURLWS: String? = nil, baseURLWSAPI: String? = nil
  ) throws(ConfigurationError) {
    let hosts = try BinanceHosts.row(accountType: accountType, environment: environment, us: us)
    product = accountType.product
    http =
      try baseURLHTTP.map { text throws(ConfigurationError) in try Self.base(text, "baseURLHTTP", "http") }
      ?? hosts.http
    streams =
      try baseURLWS.map { text throws(ConfigurationError) in try Self.base(text, "baseURLWS", "ws") } ?? hosts.streams
    let api =
      try baseURLWSAPI.map { text throws(ConfigurationError) in try Self.base(text, "baseURLWSAPI", "ws") }
      ?? hosts.webSocketAPI
    // Binance US has none, whatever is configured.
    webSocketAPI = us ? nil : api
    marginRisk = baseURLWS == nil && environment == .live ? "wss://margin-stream.binance.com" : streams
    routesStreams = accountType == .usdtFutures && (baseURLWS != nil || hosts.routesStreams)
  }

  /// The URL of a combined stream connection: `…/stream?streams=a/b`, on its route where the product has routes.
  public func combinedStreamURL(_ route: BinanceStreamRoute, streams names: [String] = []) -> String {
    let query = names.isEmpty ? "" : "?streams=" + names.map(BinancePercentEncoding.encodeStream).joined(separator: "/")
    return streams + routePath(route) + "/stream" + query
  }

  /// The URL of the user data stream of a listen key (futures, Binance US).
  public func userStreamURL(listenKey: String) -> String {
    let key = BinancePercentEncoding.encode(listenKey)
    return streams + (routesStreams ? "/private" : "") + "/ws/\(key)"
  }

  /// The URL of the WebSocket API.
  public var webSocketAPIURL: String? { webSocketAPI.map { $0 + product.webSocketAPIPath } }

  private func routePath(_ route: BinanceStreamRoute) -> String { routesStreams ? "/\(route.rawValue)" : "" }

  /// Checks a base URL: scheme, host and port, encrypted unless it is for this machine; a path is refused, since the
  /// client appends its own.
  private static func base(_ text: String, _ key: String, _ plain: String) throws(ConfigurationError) -> String {
    let secure = plain + "s"
    func refuse(_ problem: String) -> ConfigurationError {
      ConfigurationError(place: "Binance", path: key, problem: problem)
    }
    let example = "\(plain)://127.0.0.1:8080 or \(secure)://host:port"
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw refuse("'\(text)' has no scheme; write \(example)") }
    let scheme = parts[0].lowercased()
    guard scheme == plain || scheme == secure else {
      throw refuse("'\(text)' begins with \(scheme)://, but this needs \(secure):// (or \(plain):// on this machine)")
    }
    var authority = parts[1]
    while authority.hasSuffix("/") { authority.removeLast() }
    guard !authority.contains(where: { "/?#".contains($0) }) else {
      throw refuse("'\(text)' has a path; give scheme, host and port only, the client adds the paths")
    }
    guard !authority.contains("@") else { throw refuse("a base URL must not contain a user name or password") }
    let (host, port) = split(authority)
    guard !host.isEmpty, !host.contains(where: { $0.isWhitespace }) else {
      throw refuse("'\(text)' has no host; write \(example)")
    }
    guard port.map({ (UInt16($0) ?? 0) > 0 }) ?? true else {
      throw refuse("'\(text)' has no valid port; ports are 1 to 65535")
    }
    guard scheme == secure || LoopbackRule.isLoopback(host: host) else {
      throw refuse("'\(text)' is unencrypted; \(plain):// is for this machine only, use \(secure):// for \(host)")
    }
    return "\(scheme)://\(authority)"
  }

  /// Host and port of an authority; an IPv6 host keeps its brackets.
  private static func split(_ authority: Substring) -> (host: String, port: String?) {
    let afterBracket = authority.lastIndex(of: "]") ?? authority.startIndex
    guard let colon = authority[afterBracket...].lastIndex(of: ":") else { return (String(authority), nil) }
    return (String(authority[..<colon]), String(authority[authority.index(after: colon)...]))
  }
}
