/// The terms that few orders have, kept apart behind one reference: the orders without any, which are most, are copied
/// without counting references.
enum OrderExtras: Hashable, Sendable {
  case none
  indirect case some(Terms)

  struct Terms: Hashable, Sendable {
    var orderListId: OrderListId?
    var linkedOrderIds: [ClientOrderId] = []
    var parentOrderId: ClientOrderId?
    var params: [String: String] = [:]
    var tags: [String] = []

    var isEmpty: Bool {
      orderListId == nil && linkedOrderIds.isEmpty && parentOrderId == nil && params.isEmpty && tags.isEmpty
    }
  }

  /// Nothing is kept of terms that are empty, so that equal terms are equal however they came to be.
  init(_ terms: Terms) { self = terms.isEmpty ? .none : .some(terms) }

  var terms: Terms? {
    guard case .some(let terms) = self else { return nil }
    return terms
  }

  mutating func change(_ change: (inout Terms) -> Void) {
    var terms = terms ?? Terms()
    change(&terms)
    self = OrderExtras(terms)
  }
}
