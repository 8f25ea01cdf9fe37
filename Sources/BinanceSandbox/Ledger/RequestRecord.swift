/// A request and how it was answered.
struct RequestRecord: Sendable {
  let endpoint: String
  let client: String
  var status: Int
  var code: Int?
  var weight = 0
  var symbol: String?
  /// `newClientOrderId`, or the id by which an order is meant.
  var clientOrderId: String?
  /// Until when the client was told to stay away, in milliseconds since the epoch.
  var retryAt: Int64?
  /// The fault that struck it.
  var fault: String?

  var fields: [(name: String, value: String)] {
    var fields = [
      (name: "endpoint", value: endpoint), (name: "client", value: client), (name: "status", value: String(status)),
      (name: "weight", value: String(weight)),
    ]
    if let code { fields.append((name: "code", value: String(code))) }
    if let symbol { fields.append((name: "symbol", value: symbol)) }
    if let clientOrderId { fields.append((name: "clientOrderId", value: clientOrderId)) }
    if let retryAt { fields.append((name: "retryAt", value: String(retryAt))) }
    if let fault { fields.append((name: "fault", value: fault)) }
    return fields
  }
}
