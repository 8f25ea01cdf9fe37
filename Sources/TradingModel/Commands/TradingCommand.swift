/// A command to trade, or to ask about trading.
public indirect enum TradingCommand: Hashable, Sendable, Codable {
  case submitOrder(SubmitOrder)
  case submitOrderList(SubmitOrderList)
  case modifyOrder(ModifyOrder)
  case batchModifyOrders(BatchModifyOrders)
  case cancelOrder(CancelOrder)
  case cancelAllOrders(CancelAllOrders)
  case batchCancelOrders(BatchCancelOrders)
  case queryOrder(QueryOrder)
  case queryAccount(QueryAccount)

  /// The client that the command names, where it names one.
  public var clientId: ClientId? {
    switch self {
    case .submitOrder(let command): command.clientId
    case .submitOrderList(let command): command.clientId
    case .modifyOrder(let command): command.clientId
    case .batchModifyOrders(let command): command.clientId
    case .cancelOrder(let command): command.clientId
    case .cancelAllOrders(let command): command.clientId
    case .batchCancelOrders(let command): command.clientId
    case .queryOrder(let command): command.clientId
    case .queryAccount(let command): command.clientId
    }
  }

  /// The instrument that the command is about, where there is one.
  public var instrumentId: InstrumentId? {
    switch self {
    case .submitOrder(let command): command.order.instrumentId
    case .submitOrderList(let command): command.orders.first?.order.instrumentId
    case .modifyOrder(let command): command.order.instrumentId
    case .batchModifyOrders(let command): command.instrumentId
    case .cancelOrder(let command): command.order.instrumentId
    case .cancelAllOrders(let command): command.instrumentId
    case .batchCancelOrders(let command): command.instrumentId
    case .queryOrder(let command): command.order.instrumentId
    case .queryAccount: nil
    }
  }
}
