import TradingEngine
import TradingModel

@testable import TradingEngine

/// A kernel with a recording execution client, a spot pair and a contract, and a desk of a gateway.
final class DeskFixture {
  let clock = ManualClock(start: Fixtures.midnight)
  let kernel: TradingKernel
  let client = RecordingExecutionClient()
  let desk: TradingDesk
  private(set) var heard: [KernelEvent] = []
  static let linear = ExecutionFixture.linear

  init(_ config: TradingKernelConfig = TradingKernelConfig()) {
    kernel = TradingKernel(config: config, clock: clock, random: RandomSource(seed: 1))
    kernel.register(client)
    kernel.cache.add(ExecutionFixture.spotInstrument)
    kernel.cache.add(
      Instrument(
        id: Self.linear, rawSymbol: "ETHUSDT", kind: .cryptoPerpetual, base: .eth, quote: .usdt,
        priceIncrement: Price(raw: 1, precision: 2), sizeIncrement: Quantity(raw: 1, precision: 3)))
    desk = kernel.desk(for: "GATEWAY-001")
    kernel.observe { [unowned self] in heard.append($0) }
  }

  var names: [String] {
    heard.map { event in
      switch event {
      case .order(.denied(let denied)): "OrderDenied \(denied.reason)"
      case .order(let event): event.name
      case .position(let event): "\(event.name) \(event.position.signedQuantity.plain())"
      case .account: "AccountState"
      case .connection(let state): "ConnectionState \(state.state.rawValue)"
      case .bookStatus(let status): "BookStatus \(status.state.rawValue)"
      case .trading(let state, let reason, _): "Trading \(state.rawValue) \(reason ?? "-")"
      }
    }
  }

  func forget() {
    heard = []
    client.commands = []
  }

  /// A limit order that works at the venue.
  func working(
    _ side: OrderSide = .buy, instrument: InstrumentId = Fixtures.btc, desk other: TradingDesk? = nil, number: Int = 7
  ) throws -> Order {
    let desk = other ?? self.desk
    let order = desk.orderFactory.limit(instrument, side, try Quantity("1.000"), price: try Price("100.00"))
    desk.submit(order)
    kernel.executionEngine.process(.submitted(OrderSubmitted(header(order.clientOrderId, nil))))
    kernel.executionEngine.process(.accepted(OrderAccepted(header(order.clientOrderId, number))))
    return order
  }

  func header(_ id: ClientOrderId, _ number: Int?) -> OrderEventHeader {
    let identity =
      kernel.cache.orders.order(id)?.identity
      ?? OrderIdentity(strategyId: "GATEWAY-001", instrumentId: Fixtures.btc, clientOrderId: id)
    return OrderEventHeader(
      order: identity, venueOrderId: number.map { VenueOrderId("\($0)") }, accountId: client.accountId,
      tsEvent: clock.now, tsInit: clock.now)
  }

  func cancelled(_ id: ClientOrderId, _ number: Int = 7) {
    kernel.executionEngine.process(.canceled(OrderCanceled(header(id, number))))
  }

  func fill(_ order: Order, trade: UInt64, _ quantity: String, number: Int = 7) throws {
    kernel.executionEngine.process(
      .filled(
        OrderFilled(
          header(order.clientOrderId, number), tradeId: TradeId(number: trade), side: order.side, type: order.type,
          lastQuantity: try Quantity(quantity), lastPrice: try Price("100.00"), currency: .usdt)))
  }

  /// The client's commands in short.
  var sent: [String] {
    client.commands.map { command in
      switch command {
      case .submitOrder(let submit):
        "submit \(submit.terms.side.rawValue) \(submit.terms.quantity)\(submit.terms.isReduceOnly ? " reduce" : "")"
      case .cancelOrder: "cancel"
      case .batchCancelOrders(let batch): "cancel \(batch.cancels.count)"
      case .cancelAllOrders: "cancelAll"
      default: "other"
      }
    }
  }
}
