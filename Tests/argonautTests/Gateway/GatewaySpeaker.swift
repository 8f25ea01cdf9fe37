import BinanceAdapter

/// Whoever speaks to a gateway: gives commands, and waits for results and events.
protocol GatewaySpeaker: Sendable {
  func send(_ line: String)
  /// The next line that fits, which must come.
  func next(_ what: String, where fits: (JSONValue) -> Bool) async throws -> JSONValue
}

extension GatewaySpeaker {
  /// The next event of a name, of an order where one is named.
  func event(_ name: String, of id: String? = nil) async throws -> JSONValue {
    try await next("\(name) \(id ?? "")") {
      $0["event"]?.text == name && (id == nil || $0["clientOrderId"]?.text == id)
    }
  }

  /// Gives a command and waits for its result.
  @discardableResult
  func ask(_ id: Int, _ members: String) async throws -> JSONValue {
    send(#"{"id":\#(id),\#(members)}"#)
    return try await next("result \(id)") { $0["result"]?.int == id }
  }
}
