import TradingModel

/// A change of an order as a command asks for it; what is `nil` stays.
struct GatewayChange: Equatable, Sendable {
  var clientOrderId: ClientOrderId
  /// The order's total quantity, whatever was filled already.
  var quantity: String?
  var price: String?
  var triggerPrice: String?
  var params: [String: String] = [:]
}
