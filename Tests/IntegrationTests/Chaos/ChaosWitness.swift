import BinanceSandbox
import TradingEngine
import TradingModel

/// Takes down what the node told its strategies, as the testimony for an audit against the exchange's ledger.
final class ChaosWitness: DataActor {
  private var statuses: [ClientOrderId: [String]] = [:]
  private var order: [ClientOrderId] = []
  private var submitted: Set<ClientOrderId> = []
  private var fills: [OrderFilled] = []
  /// Orders that were changed: the ledger has several orders, or other terms, for them.
  private(set) var changed: Set<ClientOrderId> = []
  private(set) var unknown = 0
  /// What the venue said when it refused an order.
  private(set) var refusals: [String] = []

  var fillCount: Int { fills.count }
  var orderCount: Int { submitted.count }

  override func onStart() {
    subscribe(topic: EventTopic.allOrders, of: OrderEvent.self) { [weak self] in self?.take($0) }
  }

  private func take(_ event: OrderEvent) {
    let id = event.clientOrderId
    func note(_ status: String) {
      if statuses[id] == nil { order.append(id) }
      statuses[id, default: []].append(status)
    }
    switch event {
    case .submitted:
      submitted.insert(id)
      note("SUBMITTED")
    case .accepted: note("ACCEPTED")
    case .rejected(let event):
      note("REJECTED")
      refusals.append("\(id) \(event.reason)")
    case .canceled: note("CANCELED")
    case .expired: note("EXPIRED")
    case .filled(let fill): fills.append(fill)
    case .updated: changed.insert(id)
    case .pendingUpdate: changed.insert(id)
    case .unknown: unknown += 1
    default: break
    }
  }

  /// What the node says at the end: the events that it told, and what its caches hold.
  func testimony(of cache: Cache, symbols: (InstrumentId) -> String?) -> Testimony {
    var testimony = Testimony()
    for id in order where submitted.contains(id) {
      guard let order = cache.orders.order(id), let symbol = symbols(order.instrumentId) else { continue }
      var intent = Testimony.Intent(id: id.text, clientOrderIds: [id.text], symbol: symbol)
      intent.side = order.side.rawValue
      // The legs of a list are changed together.
      if !changed.contains(id), !order.terms.isQuoteQuantity, order.terms.orderListId == nil {
        intent.quantity = order.quantity.description
      }
      testimony.intents.append(intent)
      var path = statuses[id] ?? []
      if order.status == .filled { path.append("FILLED") }
      var told = Testimony.Order(clientOrderId: id.text, symbol: symbol, statuses: path)
      // Of an order that was replaced the ledger's last leg has only its own part.
      if order.venueOrderIds.count < 2 { told.filled = order.filledQuantity.description }
      testimony.orders.append(told)
    }
    for fill in fills {
      guard let symbol = symbols(fill.instrumentId) else { continue }
      var told = Testimony.Fill(
        symbol: symbol, tradeId: fill.tradeId.text, clientOrderId: fill.clientOrderId.text)
      told.quantity = fill.lastQuantity.description
      told.price = fill.lastPrice.description
      if let commission = fill.commission {
        told.commission = commission.amount.description
        told.commissionAsset = commission.currency.code
      }
      testimony.fills.append(told)
    }
    for account in cache.accounts.all {
      for balance in account.balances {
        var told = Testimony.Balance(asset: balance.currency.code, total: balance.total.amount.description)
        told.locked = balance.locked.amount.description
        testimony.balances.append(told)
      }
    }
    return testimony
  }
}
