import BinanceAdapter
import BinanceSandbox
import TradingLive
import TradingModel

/// The configuration of a node that trades on a sandbox: one data and one execution client for each account type.
struct SandboxNode {
  let products: [TradedProduct]
  let credentials: SandboxCredentials
  /// Where the exchange of a product is.
  let place: (TradedProduct) -> VenuePlace

  /// The name of a product's clients: `BINANCE`, and with several account types `BINANCE-USDM`.
  func clientName(of product: TradedProduct) -> String {
    served.count == 1 ? "BINANCE" : "BINANCE-\(product.exchange.rawValue.uppercased())"
  }

  /// A client serves all instruments of its account type.
  private var served: [TradedProduct] {
    products.enumerated().filter { index, product in
      !products[..<index].contains { $0.accountType == product.accountType }
    }.map(\.element)
  }

  /// The instruments that a node loads of a product.
  private func provider(_ product: TradedProduct) -> BinanceInstrumentProviderConfig {
    BinanceInstrumentProviderConfig(
      loadIds: products.filter { $0.accountType == product.accountType }.map(\.instrument))
  }

  func dataClient(_ product: TradedProduct) -> BinanceDataClientConfig {
    let place = place(product)
    return BinanceDataClientConfig(
      accountType: product.accountType, baseURLHTTP: place.http, baseURLWS: place.ws,
      instrumentProvider: provider(product))
  }

  func execClient(_ product: TradedProduct) -> BinanceExecClientConfig {
    let place = place(product)
    var config = BinanceExecClientConfig(
      accountType: product.accountType, apiKey: SecretText(credentials.apiKey),
      apiSecret: SecretText(credentials.apiSecret), baseURLHTTP: place.http, baseURLWS: place.ws,
      baseURLWSAPI: place.ws, instrumentProvider: provider(product))
    config.positionMode = product.positionMode
    if product.accountType.isMargin { config.sideEffectType = .autoBorrowRepay }
    return config
  }

  /// The whole configuration; `configure` may change that of each execution client.
  func config(
    traderId: TraderId, configure: (inout BinanceExecClientConfig) -> Void = { _ in }
  ) -> TradingNodeConfig {
    var config = TradingNodeConfig(traderId: traderId)
    for product in served {
      var client = execClient(product)
      configure(&client)
      config.dataClients[clientName(of: product)] = dataClient(product)
      config.execClients[clientName(of: product)] = client
    }
    return config
  }

  func addFactories(to node: TradingNodeCore) {
    for product in served {
      node.addDataClientFactory(clientName(of: product), BinanceLiveDataClientFactory())
      node.addExecClientFactory(clientName(of: product), BinanceLiveExecClientFactory())
    }
  }

  func addFactories(to node: TradingNode) {
    for product in served {
      node.addDataClientFactory(clientName(of: product), BinanceLiveDataClientFactory())
      node.addExecClientFactory(clientName(of: product), BinanceLiveExecClientFactory())
    }
  }
}
