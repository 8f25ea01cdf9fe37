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
  /// What funding the account's events told of, in sum.
  private(set) var funding = WideDecimal.zero
  /// What the venue said when it refused an order.
  private(set) var refusals: [String] = []

  var fillCount: Int { fills.count }
  var orderCount: Int { submitted.count }

  override func onStart() {
    subscribe(topic: EventTopic.allOrders, of: OrderEvent.self) { [weak self] in self?.take($0) }
    subscribe(topic: EventTopic.allAccounts, of: AccountState.self) { [weak self] in self?.take($0) }
  }

  private func take(_ state: AccountState) {
    guard state.info["reason"] == "FUNDING_FEE" else { return }
    for (name, text) in state.info where name.hasPrefix("change.") {
      funding = (try? funding.adding(WideDecimal(text))) ?? funding
    }
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
    case .denied:
      // It never left the node; if it did after all, the ledger has an order that nobody intended.
      submitted.remove(id)
      if statuses.removeValue(forKey: id) != nil { order.removeAll { $0 == id } }
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
  func testimony(of cache: Cache, _ product: TradedProduct) -> Testimony {
    var testimony = Testimony(cache: cache, product: product)
    // What was denied never left the node.
    testimony.orders = []
    for id in order {
      guard let order = cache.orders.order(id), order.instrumentId == product.instrument else { continue }
      if submitted.contains(id) { testimony.intents.append(intent(order, product)) }
      var path = statuses[id] ?? []
      if order.status == .filled { path.append("FILLED") }
      testimony.orders.append(Testimony.order(order, product, statuses: path))
    }
    for fill in fills where fill.instrumentId == product.instrument {
      var told = Testimony.Fill(
        symbol: product.symbol, tradeId: fill.tradeId.text, clientOrderId: fill.clientOrderId.text)
      told.quantity = fill.lastQuantity.description
      told.price = fill.lastPrice.description
      if fill.strategyId == .external { told.venueOrderId = fill.venueOrderId?.text ?? "" }
      if let commission = fill.commission {
        told.commission = commission.amount.description
        told.commissionAsset = commission.currency.code
      }
      testimony.fills.append(told)
    }
    return testimony
  }

  private func intent(_ order: Order, _ product: TradedProduct) -> Testimony.Intent {
    let id = order.clientOrderId
    var intent = Testimony.Intent(id: id.text, clientOrderIds: [id.text], symbol: product.symbol)
    intent.side = order.side.rawValue
    // The legs of a list are changed together, and what closes shrinks with what there is to close.
    if !changed.contains(id), order.hasKnownQuantity, order.terms.orderListId == nil, !mayShrink(order) {
      intent.quantity = order.quantity.description
    }
    return intent
  }

  private func mayShrink(_ order: Order) -> Bool {
    guard !order.terms.isReduceOnly else { return true }
    return order.positionId.map { $0.text.hasSuffix(order.side == .buy ? "-SHORT" : "-LONG") } ?? false
  }
}
