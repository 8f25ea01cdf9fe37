import BinanceAdapter
import BinanceSandbox
import TradingEngine
import TradingLive
import TradingModel

/// Sells what it does not have, waits, and buys it back. The venue lends the bitcoin and takes it back by itself.
final class Shorting: Strategy {
  let instrument = try? InstrumentId("BTCUSDT.BINANCE")
  private var sold = false
  private var ticks = 0

  override func onStart() {
    if let instrument { subscribeTrades(instrument) }
  }

  override func onTrade(_ trade: TradeTick) {
    ticks += 1
    // A little more is bought than was sold: it covers the commission and the interest.
    guard let size = try? Quantity("0.05000"), let cover = try? Quantity("0.05006") else { return }
    if !sold {
      sold = true
      submit(orderFactory.market(trade.instrumentId, .sell, size, params: ["sideEffectType": "AUTO_BORROW_REPAY"]))
    } else if ticks == 60 {
      submit(orderFactory.market(trade.instrumentId, .buy, cover, params: ["sideEffectType": "AUTO_BORROW_REPAY"]))
    }
  }

  override func onOrderFilled(_ fill: OrderFilled) {
    print("\(fill.side.rawValue) \(fill.lastQuantity) at \(fill.lastPrice)")
  }

  override func onPositionOpened(_ event: PositionOpened) { print("opened \(event)") }
  override func onPositionClosed(_ event: PositionClosed) { print("closed \(event)") }
}

@main
struct Main {
  static func main() async throws {
    let exchange = try await SandboxServer.start(SandboxConfiguration())
    let here = exchange.address(of: .spot)
    let key = SecretText(exchange.credentials.apiKey)
    let secret = SecretText(exchange.credentials.apiSecret)

    // Collateral first: from the spot wallet into the cross margin account.
    let client = try BinanceHttpClient(
      accountType: .margin, apiKey: key, apiSecret: secret, baseURLHTTP: here?.http)
    _ = try await client.send(.transfer(WideDecimal(20_000), "USDT", from: .spot, to: .crossMargin))

    var config = TradingNodeConfig(traderId: "TRADER-001")
    config.dataClients["BINANCE"] = BinanceDataClientConfig(
      accountType: .margin, baseURLHTTP: here?.http, baseURLWS: here?.ws,
      instrumentProvider: .init(loadIds: [try InstrumentId("BTCUSDT.BINANCE")]))
    var margin = BinanceExecClientConfig(
      accountType: .margin, apiKey: key, apiSecret: secret, baseURLHTTP: here?.http, baseURLWS: here?.ws,
      baseURLWSAPI: here?.wsApi)
    margin.marginLevelFloor = try WideDecimal("1.6")
    config.execClients["BINANCE"] = margin

    let node = TradingNode(config: config)
    node.addDataClientFactory("BINANCE", BinanceLiveDataClientFactory())
    node.addExecClientFactory("BINANCE", BinanceLiveExecClientFactory())
    node.addStrategy { Shorting() }
    try await node.build()
    try await node.run(for: .seconds(20))

    for loan in try await client.send(.borrowings()).rows { print("borrowed \(loan.amount) \(loan.asset)") }
    for loan in try await client.send(.repayments()).rows {
      print("repaid \(loan.principal) \(loan.asset) and \(loan.interest) of interest")
    }
    await client.shutDown()
    await exchange.stop()
  }
}
