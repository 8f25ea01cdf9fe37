/// Why an event cannot be applied to an order; the order is as it was.
public enum OrderError: Error, Hashable, Sendable {
  /// The event cannot happen in the order's status.
  case invalidTransition(ClientOrderId, from: OrderStatus, event: OrderEventKind)
  /// The event is another order's.
  case wrongOrder(expected: OrderIdentity, found: OrderIdentity)
  /// The quantity would fall below what is filled.
  case quantityBelowFilled(ClientOrderId, quantity: Quantity, filled: Quantity)
  /// A sum does not fit.
  case arithmetic(ClientOrderId, DecimalError)
}

extension OrderError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidTransition(let id, let status, let event):
      "\(event.rawValue) cannot happen to order \(id), which is \(status.rawValue)"
    case .wrongOrder(let expected, let found):
      "an event of order \(found.clientOrderId) (\(found.instrumentId)) was given to order \(expected.clientOrderId) "
        + "(\(expected.instrumentId))"
    case .quantityBelowFilled(let id, let quantity, let filled):
      "order \(id) cannot have quantity \(quantity): \(filled) is filled already"
    case .arithmetic(let id, let error): "a fill of order \(id) cannot be added up: \(error)"
    }
  }
}
