import TradingEngine
import TradingModel

/// A venue that accepts everything, fills market orders at once, and cancels when told to.
final class AcceptingVenue: ExecutionClient {
  let id: ClientId
  let venue: Venue = "BINANCE"
  let accountId: AccountId
  let accountType: AccountType
  let omsType = OmsType.netting
  var submitted: [SubmitOrder] = []
  /// Instruments whose orders it refuses.
  var refused: Set<InstrumentId> = []
  private unowned let kernel: TradingKernel

  init(_ kernel: TradingKernel, _ type: AccountType, id: ClientId = "BINANCE") {
    self.id = id
    accountId = AccountId("\(id)-001")
    self.kernel = kernel
    accountType = type
  }

  func serves(_ instrumentId: InstrumentId) -> Bool { true }
  func connect(completion: @escaping (Result<Void, any Error>) -> Void) { completion(.success(())) }
  func disconnect(completion: @escaping () -> Void) { completion() }
  func generateOrderStatusReport(
    _ query: QueryOrder, completion: @escaping (Result<OrderReportBundle?, any Error>) -> Void
  ) {}
  func generateMassStatus(
    _ request: MassStatusRequest, completion: @escaping (Result<ExecutionMassStatus, any Error>) -> Void
  ) {}

  func execute(_ command: TradingCommand) {
    switch command {
    case .submitOrder(let submit):
      submitted.append(submit)
      kernel.executionEngine.process(.submitted(OrderSubmitted(header(submit.order))))
      guard !refused.contains(submit.order.instrumentId) else {
        kernel.executionEngine.process(.rejected(OrderRejected(header(submit.order), reason: "MARGIN_INSUFFICIENT")))
        return
      }
      kernel.executionEngine.process(.accepted(OrderAccepted(header(submit.order))))
      if submit.terms.type == .market { fill(submit.order.clientOrderId) }
    case .cancelOrder(let cancel):
      kernel.executionEngine.process(.canceled(OrderCanceled(header(cancel.order))))
    case .cancelAllOrders(let all):
      for order in kernel.cache.orders.open(instrumentId: all.instrumentId) { cancel(order) }
    case .batchCancelOrders(let batch):
      for cancel in batch.cancels {
        kernel.executionEngine.process(.canceled(OrderCanceled(header(cancel.order))))
      }
    default: break
    }
  }

  func cancel(_ order: Order) { kernel.executionEngine.process(.canceled(OrderCanceled(header(order.identity)))) }

  func fill(_ id: ClientOrderId) {
    guard let order = kernel.cache.orders.order(id), let quote = kernel.cache.quote(order.instrumentId) else { return }
    kernel.executionEngine.process(
      .filled(
        OrderFilled(
          header(order.identity), tradeId: TradeId(number: UInt64(submitted.count)), side: order.side,
          type: order.terms.type, lastQuantity: order.quantity, lastPrice: order.terms.price ?? quote.askPrice,
          currency: .usdt)))
  }

  private func header(_ order: OrderIdentity) -> OrderEventHeader {
    OrderEventHeader(order: order, accountId: accountId, tsEvent: kernel.clock.now, tsInit: kernel.clock.now)
  }
}

final class SilentDataClient: DataClient {
  let id: ClientId = "BINANCE"
  let venue: Venue = "BINANCE"
  func serves(_ instrumentId: InstrumentId) -> Bool { true }
  func connect(completion: @escaping (Result<Void, any Error>) -> Void) { completion(.success(())) }
  func disconnect(completion: @escaping () -> Void) { completion() }
  func execute(_ command: DataCommand) {}
  func request(_ request: DataRequest) {}
}
