import TradingLive

/// The venue's hosts by product, environment and region.
struct BinanceHosts {
  let http: String
  let streams: String
  let webSocketAPI: String?
  /// Whether USDⓈ-M streams are split into routes here; testnet and demo kept the undivided host.
  var routesStreams = false

  static func row(
    accountType: BinanceAccountType, environment: BinanceEnvironment, us: Bool
  ) throws(ConfigurationError) -> BinanceHosts {
    if us { return try unitedStates(accountType, environment) }
    switch accountType {
    case .spot, .margin, .isolatedMargin: return spot(environment)
    case .usdtFutures: return usdtFutures(environment)
    case .coinFutures: return coinFutures(environment)
    }
  }

  private static func spot(_ environment: BinanceEnvironment) -> BinanceHosts {
    switch environment {
    case .live:
      BinanceHosts(
        http: "https://api.binance.com", streams: "wss://stream.binance.com:9443",
        webSocketAPI: "wss://ws-api.binance.com:443")
    case .testnet:
      BinanceHosts(
        http: "https://testnet.binance.vision", streams: "wss://stream.testnet.binance.vision",
        webSocketAPI: "wss://ws-api.testnet.binance.vision")
    case .demo:
      BinanceHosts(
        http: "https://demo-api.binance.com", streams: "wss://demo-stream.binance.com:9443",
        webSocketAPI: "wss://demo-ws-api.binance.com")
    }
  }

  private static func usdtFutures(_ environment: BinanceEnvironment) -> BinanceHosts {
    switch environment {
    case .live:
      BinanceHosts(
        http: "https://fapi.binance.com", streams: "wss://fstream.binance.com",
        webSocketAPI: "wss://ws-fapi.binance.com", routesStreams: true)
    case .testnet:
      BinanceHosts(
        http: "https://demo-fapi.binance.com", streams: "wss://fstream.binancefuture.com",
        webSocketAPI: "wss://testnet.binancefuture.com")
    case .demo:
      BinanceHosts(
        http: "https://demo-fapi.binance.com", streams: "wss://demo-fstream.binance.com",
        webSocketAPI: "wss://testnet.binancefuture.com")
    }
  }

  private static func coinFutures(_ environment: BinanceEnvironment) -> BinanceHosts {
    switch environment {
    case .live:
      BinanceHosts(
        http: "https://dapi.binance.com", streams: "wss://dstream.binance.com",
        webSocketAPI: "wss://ws-dapi.binance.com")
    case .testnet:
      BinanceHosts(
        http: "https://testnet.binancefuture.com", streams: "wss://dstream.binancefuture.com",
        webSocketAPI: "wss://testnet.binancefuture.com")
    case .demo:
      BinanceHosts(
        http: "https://demo-dapi.binance.com", streams: "wss://demo-dstream.binance.com",
        webSocketAPI: "wss://testnet.binancefuture.com")
    }
  }

  private static func unitedStates(
    _ accountType: BinanceAccountType, _ environment: BinanceEnvironment
  ) throws(ConfigurationError) -> BinanceHosts {
    guard accountType == .spot else {
      throw ConfigurationError(
        place: "Binance", path: "us",
        problem: "Binance US offers the spot exchange only; set accountType: spot, or us: false")
    }
    guard environment == .live else {
      throw ConfigurationError(
        place: "Binance", path: "us",
        problem: "Binance US has no \(environment.rawValue) environment; set environment: live, or us: false")
    }
    return BinanceHosts(
      http: "https://api.binance.us", streams: "wss://stream.binance.us:9443", webSocketAPI: nil)
  }
}
