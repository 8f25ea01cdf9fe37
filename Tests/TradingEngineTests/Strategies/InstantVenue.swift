import TradingEngine
import TradingModel

/// An execution client whose venue answers at once, inside the command: the hardest case for re-entrancy.
final class InstantVenue: ExecutionClient {
  let id: ClientId = "BINANCE"
  let venue: Venue = "BINANCE"
  let accountId: AccountId = "BINANCE-001"
  let accountType = AccountType.cash
  let omsType = OmsType.netting
  var commands: [TradingCommand] = []
  var fillsMarketOrders = true
  private unowned let kernel: TradingKernel
  private var trades: UInt64 = 0

  init(_ kernel: TradingKernel) { self.kernel = kernel }

  func serves(_ instrumentId: InstrumentId) -> Bool { true }
  func connect(completion: @escaping (Result<Void, any Error>) -> Void) { completion(.success(())) }
  func disconnect(completion: @escaping () -> Void) { completion() }
  func generateOrderStatusReport(
    _ query: QueryOrder, completion: @escaping (Result<OrderReportBundle?, any Error>) -> Void
  ) { completion(.success(nil)) }
  func generateMassStatus(
    _ request: MassStatusRequest, completion: @escaping (Result<ExecutionMassStatus, any Error>) -> Void
  ) {}

  func execute(_ command: TradingCommand) {
    commands.append(command)
    switch command {
    case .submitOrder(let submit): take(submit)
    case .cancelOrder(let cancel): kernel.executionEngine.process(.canceled(OrderCanceled(header(cancel.order))))
    case .cancelAllOrders(let all):
      for order in kernel.cache.orders.open(instrumentId: all.instrumentId, strategyId: all.strategyId, side: all.side)
      {
        kernel.executionEngine.process(.canceled(OrderCanceled(header(order.identity))))
      }
    case .batchCancelOrders(let batch):
      for cancel in batch.cancels {
        kernel.executionEngine.process(.canceled(OrderCanceled(header(cancel.order))))
      }
    default: break
    }
  }

  private func take(_ submit: SubmitOrder) {
    let engine = kernel.executionEngine
    engine.process(.submitted(OrderSubmitted(header(submit.order))))
    engine.process(.accepted(OrderAccepted(header(submit.order))))
    guard submit.terms.type == .market, fillsMarketOrders else { return }
    trades += 1
    let price =
      submit.terms.price ?? kernel.cache.quote(submit.order.instrumentId)?.askPrice ?? Price(raw: 1, precision: 2)
    engine.process(
      .filled(
        OrderFilled(
          header(submit.order), tradeId: TradeId(number: trades), side: submit.terms.side, type: submit.terms.type,
          lastQuantity: submit.terms.quantity, lastPrice: price, currency: .usdt, liquiditySide: .taker)))
  }

  private func header(_ order: OrderIdentity) -> OrderEventHeader {
    OrderEventHeader(
      order: order, venueOrderId: VenueOrderId("V-\(order.clientOrderId)"), accountId: accountId,
      tsEvent: kernel.clock.now, tsInit: kernel.clock.now)
  }
}

/// A strategy that notes every event and does what it is told in its callbacks.
final class ScriptedStrategy: Strategy {
  var notes: [String] = []
  var starting: (ScriptedStrategy) -> Void = { _ in }
  var stopping: (ScriptedStrategy) -> Void = { _ in }
  var quoting: (ScriptedStrategy, QuoteTick) -> Void = { _, _ in }
  var hearing: (ScriptedStrategy, OrderEvent) -> Void = { _, _ in }

  override func onStart() { starting(self) }
  override func onStop() { stopping(self) }
  override func onQuote(_ quote: QuoteTick) {
    notes.append("quote")
    quoting(self, quote)
    notes.append("quote done")
  }
  override func onOrderFilled(_ event: OrderFilled) { notes.append("fill \(event.lastQuantity)") }
  override func onOrderEvent(_ event: OrderEvent) {
    notes.append(event.name)
    hearing(self, event)
  }
  override func onPositionEvent(_ event: PositionEvent) {
    notes.append("\(event.name) \(event.position.signedQuantity.plain())")
  }
  override func onAccountState(_ state: AccountState) { notes.append("account") }
}
