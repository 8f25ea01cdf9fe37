extension Testimony {
  /// Reads `{"intents":[…],"fills":[…],"orders":[…],"balances":[…],"positions":[…],"profits":[…],"funding":[…],"books":[…],"outputs":[…],"secrets":[…]}`.
  init(json: JSONValue) throws(FaultFormatError) {
    self.init()
    intents = try json.testimonies("intents", Intent.init(json:))
    fills = try json.testimonies("fills", Fill.init(json:))
    orders = try json.testimonies("orders", Order.init(json:))
    balances = try json.testimonies("balances", Balance.init(json:))
    positions = try json.testimonies("positions", Position.init(json:))
    profits = try json.testimonies("profits", Profit.init(json:))
    funding = try json.testimonies("funding", Funding.init(json:))
    books = try json.testimonies("books", Book.init(json:))
    outputs = json["outputs"]?.texts ?? []
    secrets = json["secrets"]?.texts ?? []
  }
}

extension Testimony.Intent {
  fileprivate init(json: JSONValue) throws(FaultFormatError) {
    self.init(
      id: try json.required("id"), clientOrderIds: json["clientOrderIds"]?.texts ?? [],
      symbol: try json.required("symbol"))
    side = json.optional("side")
    type = json.optional("type")
    quantity = json.optional("quantity")
    price = json.optional("price")
  }
}

extension Testimony.Fill {
  fileprivate init(json: JSONValue) throws(FaultFormatError) {
    self.init(
      symbol: try json.required("symbol"), tradeId: try json.required("tradeId"),
      clientOrderId: try json.required("clientOrderId"))
    quantity = json.optional("quantity")
    price = json.optional("price")
    commission = json.optional("commission")
    commissionAsset = json.optional("commissionAsset")
    venueOrderId = json.optional("orderId")
  }
}

extension Testimony.Order {
  fileprivate init(json: JSONValue) throws(FaultFormatError) {
    var statuses = json["statuses"]?.texts ?? []
    if statuses.isEmpty { statuses = [try json.required("status")] }
    self.init(
      clientOrderId: try json.required("clientOrderId"), symbol: try json.required("symbol"), statuses: statuses)
    filled = json.optional("filled")
    venueOrderId = json.optional("orderId")
  }
}

extension Testimony.Balance {
  fileprivate init(json: JSONValue) throws(FaultFormatError) {
    self.init(asset: try json.required("asset"), total: try json.required("total"))
    locked = json.optional("locked")
  }
}

extension Testimony.Position {
  fileprivate init(json: JSONValue) throws(FaultFormatError) {
    self.init(symbol: try json.required("symbol"), quantity: try json.required("quantity"))
    if let side = json["side"]?.text { self.side = side }
  }
}

extension Testimony.Profit {
  fileprivate init(json: JSONValue) throws(FaultFormatError) {
    self.init(
      symbol: try json.required("symbol"), total: try json.required("total"), price: try json.required("price"))
  }
}

extension Testimony.Funding {
  fileprivate init(json: JSONValue) throws(FaultFormatError) {
    self.init(symbol: try json.required("symbol"), amount: try json.required("amount"))
  }
}

extension Testimony.Book {
  fileprivate init(json: JSONValue) throws(FaultFormatError) {
    let text = try json.required("updateId")
    guard let updateId = Int64(text) else {
      throw FaultFormatError(description: "\"updateId\" must be a whole number in a testimony, not \"\(text)\"")
    }
    self.init(symbol: try json.required("symbol"), updateId: updateId)
    isStale = json.optional("isStale") == "true"
    bids = Self.levels(json["bids"])
    asks = Self.levels(json["asks"])
  }

  private static func levels(_ value: JSONValue?) -> [(price: String, quantity: String)] {
    guard case .array(let items)? = value else { return [] }
    return items.compactMap { item in
      guard case .array(let pair) = item, pair.count == 2 else { return nil }
      return (pair[0].text, pair[1].text)
    }
  }
}

extension JSONValue {
  /// The items of a list, which may be left out.
  fileprivate func testimonies<Item>(
    _ name: String, _ read: (JSONValue) throws(FaultFormatError) -> Item
  ) throws(FaultFormatError) -> [Item] {
    guard let value = self[name] else { return [] }
    guard case .array(let items) = value else { throw FaultFormatError(description: "\"\(name)\" must be a list") }
    var result: [Item] = []
    for item in items { result.append(try read(item)) }
    return result
  }

  fileprivate func required(_ name: String) throws(FaultFormatError) -> String {
    guard let value = self[name] else {
      throw FaultFormatError(description: "\"\(name)\" is missing in a testimony")
    }
    return value.text
  }

  fileprivate func optional(_ name: String) -> String { self[name]?.text ?? "" }

  /// The texts of a list, or the one text that stands in its place.
  fileprivate var texts: [String] {
    guard case .array(let items) = self else { return [text] }
    return items.map(\.text)
  }
}
