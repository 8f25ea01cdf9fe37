import TradingModel

/// Several orders in one call, each with a result of its own.
enum FuturesBatchOperations {
  static func operations(_ product: SandboxProduct) -> [Operation] {
    let path = product.profile.restPath
    let signed = SignedParameters.names
    return [
      Operation(
        "POST \(path)/batchOrders", weight: 5, security: .signed, ["batchOrders"] + signed, newOrders: 5,
        run: { (front, call) throws(VenueError) in
          try each(front, call) { (item, owner, writer) throws(VenueError) in
            try FuturesOrderOperations.place(item, for: owner, on: front.exchange, into: &writer)
          }
        }),
      Operation(
        "PUT \(path)/batchOrders", weight: 5, security: .signed, ["batchOrders"] + signed, newOrders: 5,
        run: { (front, call) throws(VenueError) in
          try each(front, call) { (item, owner, writer) throws(VenueError) in
            let placed = try front.exchange.modify(item, for: owner)
            FuturesOrderPayloads.order(placed.order, as: .modified, into: &writer)
          }
        }),
      Operation(
        "DELETE \(path)/batchOrders", weight: 1, security: .signed,
        ["symbol", "orderIdList", "orderidlist", "origClientOrderIdList", "origclientorderidlist"] + signed,
        run: cancel),
    ]
  }

  /// Does something with every item of `batchOrders`; what one of them may not, the others still may.
  private static func each(
    _ front: ProductFront, _ call: Call,
    _ body: (RequestParameters, SandboxAccount, inout JSONWriter) throws(VenueError) -> Void
  ) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    let items = try items(call.parameters.mandatoryText("batchOrders"))
    guard (1...5).contains(items.count) else {
      throw VenueError(-4082, "Invalid number of batch place orders: \(items.count)")
    }
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for item in items {
          do throws(VenueError) {
            try body(item, owner, &writer)
          } catch {
            error.write(into: &writer)
          }
        }
      }
    }
  }

  /// The objects of a JSON list as the parameters of one request each.
  private static func items(_ text: String) throws(VenueError) -> [RequestParameters] {
    guard case .array(let values)? = JSONValue(Array(text.utf8)) else { throw .invalid("batchOrders") }
    var items: [RequestParameters] = []
    for value in values {
      guard case .object(let members) = value else { throw .invalid("batchOrders") }
      var parameters: [String: String] = [:]
      for member in members {
        if case .null = member.value { continue }
        parameters[member.name] = member.value.text
      }
      items.append(RequestParameters(parameters))
    }
    return items
  }

  /// The list of a cancel, and what its items are. The venue reads the names in lower case, too, as clients send them.
  private static func canceledIds(_ parameters: Parameters) throws(VenueError) -> (name: String, list: String) {
    for name in ["orderId", "origClientOrderId"] {
      for spelling in [name + "List", name.lowercased() + "list"] {
        if let list = try parameters.text(spelling) { return (name, list) }
      }
    }
    throw .missing(either: "orderIdList", or: "origClientOrderIdList")
  }

  private static func cancel(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    let symbol = try call.market(in: front).symbol
    let (name, list) = try canceledIds(call.parameters)
    guard case .array(let ids)? = JSONValue(Array(list.utf8)), (1...10).contains(ids.count) else {
      throw .invalid(name + "List")
    }
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for id in ids {
          do throws(VenueError) {
            let canceled = try front.exchange.cancel(RequestParameters(["symbol": symbol, name: id.text]), for: owner)
            FuturesOrderPayloads.order(canceled.order, as: .canceled, into: &writer)
          } catch {
            error.write(into: &writer)
          }
        }
      }
    }
  }
}
