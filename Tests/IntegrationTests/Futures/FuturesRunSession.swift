import BinanceAdapter
import BinanceSandbox
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork

/// A long session on both futures exchanges in virtual time: perpetuals and dated contracts, traded at random by one node,
/// while the venue liquidates, deleverages, exchanges funding and delivers.
final class FuturesRunSession {
  let simulation: SimulatedVenue
  let node: TradingNodeCore
  let products: [TradedProduct]
  /// Everything that was told of trades, in order.
  private(set) var fills: [OrderFilled] = []
  /// What the account's events added and took besides trades, in currency and reason.
  private(set) var changes: [(reason: String, change: Money)] = []
  private var traders: [ChaosTrader] = []

  init(isHedge: Bool, seed: UInt64) throws {
    let products = [TradedProduct.usdm, .usdmDated, .coinm, .coinmDated].map { isHedge ? $0.hedged : $0 }
    self.products = products
    simulation = try SimulatedVenue(seed: seed, products: products, eventsPerSecond: 3)
    let config = simulation.configuration.config(traderId: "RUN-001") { client in
      // Small margins of their own, so that a leap of the market uses them up.
      for symbol in products.filter({ $0.accountType == client.connection.accountType }).map(\.symbol) {
        client.futuresLeverages[symbol] = 100
        client.futuresMarginTypes[symbol] = .isolated
      }
    }
    node = simulation.node(config)
    for (number, product) in products.enumerated() {
      let trader = ChaosTrader(
        instrument: product.instrument, habits: .futures(product), random: simulation.world.random.split(),
        interval: .milliseconds(700), strategyId: StrategyId("Run-00\(number + 1)"))
      traders.append(trader)
      node.add(trader)
    }
    node.kernel.observe { [weak self] event in self?.note(event) }
  }

  private func note(_ event: KernelEvent) {
    switch event {
    case .order(.filled(let fill)): fills.append(fill)
    case .account(let state):
      guard let reason = state.info["reason"] else { return }
      for (name, text) in state.info where name.hasPrefix("change.") {
        guard let amount = try? WideDecimal(text) else { continue }
        changes.append((reason, Money(amount, Currency(String(name.dropFirst(7))))))
      }
    default: break
    }
  }

  /// Runs the session to rest: everything ended but the positions.
  ///
  /// - Returns: why it did not come up, or what was still open at the end.
  func run(_ duration: Duration) throws -> String? {
    simulation.venue.start()
    let start = try simulation.start(node)
    guard case .success? = start else { return "the node did not come up: \(String(describing: start))" }
    schedule(over: duration)
    simulation.world.run(for: duration)
    for trader in traders { trader.isActive = false }
    for trader in traders { trader.cancelAll() }
    let orders = node.kernel.cache.orders
    guard simulation.world.run(until: { orders.unclosed().isEmpty }, limit: .seconds(120)) else {
      return "open at the end: \(orders.unclosed().map { "\($0.clientOrderId) \($0.status)" })"
    }
    simulation.world.run(for: .seconds(30))
    return nil
  }

  /// What the venue does on the way, at parts of the session.
  private func schedule(over duration: Duration) {
    func at(_ part: Double, _ act: @escaping (SandboxVenue) -> Void) {
      let venue = simulation.venue
      simulation.world.schedule(after: duration * part) { act(venue) }
    }
    for product in products {
      for part in stride(from: 0.1, to: 0.95, by: 0.2) {
        at(part) { $0.perform(Self.act(.fund, product, price: part < 0.5 ? "0.0007" : "-0.0004")) }
      }
      for part in [0.25, 0.6] { at(part) { $0.perform(Self.act(.deleverage, product, quantity: product.size)) } }
      at(0.45) { $0.perform(Self.act(.liquidate, product, quantity: product.size)) }
      // Leaps that use up margins by themselves.
      for (part, price) in [(0.35, "66400"), (0.55, "64100"), (0.7, "65900"), (0.8, "65000")] {
        at(part) { $0.movePrice(of: product.symbol, to: price, product: product.exchange) }
      }
    }
    at(0.5) { $0.perform(Self.act(.settle, self.products[0])) }
    for product in products where product.isDated { at(0.9) { $0.perform(Self.act(.deliver, product)) } }
  }

  private static func act(
    _ kind: FuturesAct.Kind, _ product: TradedProduct, quantity: Quantity? = nil, price: String? = nil
  ) -> FuturesAct {
    var act = FuturesAct(kind, symbol: product.symbol)
    act.product = product.exchange
    act.quantity = quantity?.description
    act.price = price
    return act
  }

  func shutDown() -> Bool {
    let isDown = simulation.stop(node)
    simulation.shutDown()
    return isDown
  }
}
