import BinanceAdapter
import BinanceSandbox
import TradingEngine
import TradingLive
import TradingModel

/// Buys when the fast average of trades rises above the slow one, sells when it falls below.
final class Crossing: Strategy {
  let instrument = try? InstrumentId("BTCUSDT.BINANCE")
  var fast = ExponentialMovingAverage(period: 10)
  var slow = ExponentialMovingAverage(period: 30)

  override func onStart() {
    if let instrument { subscribeTrades(instrument) }
  }

  override func onTrade(_ trade: TradeTick) {
    fast.add(trade.price)
    slow.add(trade.price)
    guard slow.isReady, activeOrders(trade.instrumentId).isEmpty, let size = try? Quantity("0.00500") else { return }
    if fast.value > slow.value, isFlat(trade.instrumentId) {
      submit(orderFactory.market(trade.instrumentId, .buy, size))
    } else if fast.value < slow.value, !isFlat(trade.instrumentId) {
      closeAllPositions(trade.instrumentId)
    }
  }

  override func onOrderFilled(_ fill: OrderFilled) {
    print("\(fill.side.rawValue) \(fill.lastQuantity) at \(fill.lastPrice)")
  }
}

@main
struct Main {
  static func main() async throws {
    let exchange = try await SandboxServer.start(SandboxConfiguration())  // a Binance of our own,
    let here = exchange.address(of: .spot)  // on loopback ports

    var config = TradingNodeConfig(traderId: "TRADER-001")
    config.dataClients["BINANCE"] = BinanceDataClientConfig(
      accountType: .spot, baseURLHTTP: here?.http, baseURLWS: here?.ws,
      instrumentProvider: .init(loadIds: [try InstrumentId("BTCUSDT.BINANCE")]))
    config.execClients["BINANCE"] = BinanceExecClientConfig(
      accountType: .spot, apiKey: SecretText(exchange.credentials.apiKey),
      apiSecret: SecretText(exchange.credentials.apiSecret), baseURLHTTP: here?.http, baseURLWSAPI: here?.wsApi)

    let node = TradingNode(config: config)
    node.addDataClientFactory("BINANCE", BinanceLiveDataClientFactory())
    node.addExecClientFactory("BINANCE", BinanceLiveExecClientFactory())
    node.addStrategy { Crossing() }
    try await node.build()
    try await node.run(for: .seconds(20))  // without a duration: until SIGINT or SIGTERM
    await exchange.stop()
  }
}
