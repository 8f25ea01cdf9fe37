import BinanceAdapter
import BinanceSandbox
import TradingEngine
import TradingLive
import TradingModel

/// Prints what is traded, on both products.
final class Teller: DataActor {
  override func onStart() {
    subscribe(topic: EventTopic.allOrders, of: OrderEvent.self) { event in
      guard case .filled(let fill) = event else { return }
      let fee = fill.commission.map { "\($0)" } ?? "no fee"
      print("\(event.instrumentId) \(fill.side.rawValue) \(fill.lastQuantity) at \(fill.lastPrice), \(fee)")
    }
  }
}

@main
struct Main {
  static func main() async throws {
    var venue = SandboxConfiguration()
    venue.products = [.spot, .usdm]
    let exchange = try await SandboxServer.start(venue)
    let (key, secret) = (SecretText(exchange.credentials.apiKey), SecretText(exchange.credentials.apiSecret))

    // One node with a client for each product; the instrument says which one an order goes to.
    var config = TradingNodeConfig(traderId: "TRADER-001")
    for (name, product, type) in [
      ("BINANCE_SPOT", SandboxProduct.spot, BinanceAccountType.spot),
      ("BINANCE_FUTURES", .usdm, .usdtFutures),
    ] {
      let here = exchange.address(of: product)
      let id = try InstrumentId(product == .spot ? "BTCUSDT.BINANCE" : "BTCUSDT-PERP.BINANCE")
      config.dataClients[name] = BinanceDataClientConfig(
        accountType: type, baseURLHTTP: here?.http, baseURLWS: here?.ws, instrumentProvider: .init(loadIds: [id]))
      var trading = BinanceExecClientConfig(
        accountType: type, apiKey: key, apiSecret: secret, baseURLHTTP: here?.http, baseURLWS: here?.ws,
        baseURLWSAPI: here?.wsApi)
      if product == .usdm {
        trading.futuresLeverages = ["BTCUSDT": 5]
        trading.futuresMarginTypes = ["BTCUSDT": .crossed]
        // Should this process die, the venue cancels its open futures orders by itself.
        trading.countdownCancelAll = .seconds(30)
      }
      config.execClients[name] = trading
    }

    let node = TradingNode(config: config)
    for name in ["BINANCE_SPOT", "BINANCE_FUTURES"] {
      node.addDataClientFactory(name, BinanceLiveDataClientFactory())
      node.addExecClientFactory(name, BinanceLiveExecClientFactory())
    }
    // Buys bitcoin and sells the perpetual while that is dear, and closes both when it is not.
    let trade = BasisTradeConfig(
      spot: try InstrumentId("BTCUSDT.BINANCE"), contract: try InstrumentId("BTCUSDT-PERP.BINANCE"),
      tradeSize: try Quantity("0.02"), entryBasisPoints: WideDecimal(2), exitBasisPoints: WideDecimal(-1))
    node.addStrategy { BasisTrade(trade) }
    node.addActor { Teller(actorId: "Teller") }
    try await node.build()
    try await node.run(for: .seconds(20))
    await exchange.stop()
  }
}
