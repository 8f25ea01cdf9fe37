import TradingNetwork

// Audits: what a client says against what the ledger knows.
extension AdminFront {
  func audit(_ account: String, _ product: SandboxProduct, _ testimony: Testimony) -> HTTPResponse {
    let findings = LedgerAudit(venue: venue, product: product, account: account).check(testimony)
    return Self.lines(findings.flatMap { Array($0.jsonLine.utf8) + [10] })
  }

  func audit(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    let json = try object(body)
    do throws(FaultFormatError) {
      return audit(
        json["account"]?.string ?? venue.credentials.account, try exchangeProduct(json), try Testimony(json: json))
    } catch {
      throw AdminError(error.description)
    }
  }

  private func exchangeProduct(_ json: JSONValue) throws(FaultFormatError) -> SandboxProduct {
    guard let product = SandboxProduct(rawValue: json["product"]?.text ?? "spot") else {
      throw FaultFormatError(description: "unknown product")
    }
    return product
  }
}

extension Testimony {
  /// Reads `{"intents":[…],"fills":[…],"orders":[…],"balances":[…],"positions":[…],"profits":[…],"funding":[…],"books":[…],"outputs":[…],"secrets":[…]}`.
  init(json: JSONValue) throws(FaultFormatError) {
    self.init()
    for item in try Self.list("intents", json) {
      var intent = Intent(
        id: try Self.text("id", item), clientOrderIds: item["clientOrderIds"].map(Self.texts) ?? [],
        symbol: try Self.text("symbol", item))
      intent.side = item["side"]?.text ?? ""
      intent.type = item["type"]?.text ?? ""
      intent.quantity = item["quantity"]?.text ?? ""
      intent.price = item["price"]?.text ?? ""
      intents.append(intent)
    }
    for item in try Self.list("fills", json) {
      var fill = Fill(
        symbol: try Self.text("symbol", item), tradeId: try Self.text("tradeId", item),
        clientOrderId: try Self.text("clientOrderId", item))
      fill.quantity = item["quantity"]?.text ?? ""
      fill.price = item["price"]?.text ?? ""
      fill.commission = item["commission"]?.text ?? ""
      fill.commissionAsset = item["commissionAsset"]?.text ?? ""
      fill.venueOrderId = item["orderId"]?.text ?? ""
      fills.append(fill)
    }
    for item in try Self.list("orders", json) {
      var order = Order(
        clientOrderId: try Self.text("clientOrderId", item), symbol: try Self.text("symbol", item),
        statuses: try Self.statuses(item))
      order.filled = item["filled"]?.text ?? ""
      order.venueOrderId = item["orderId"]?.text ?? ""
      orders.append(order)
    }
    for item in try Self.list("balances", json) {
      var balance = Balance(asset: try Self.text("asset", item), total: try Self.text("total", item))
      balance.locked = item["locked"]?.text ?? ""
      balances.append(balance)
    }
    for item in try Self.list("positions", json) {
      var position = Position(symbol: try Self.text("symbol", item), quantity: try Self.text("quantity", item))
      position.side = item["side"]?.text ?? "BOTH"
      positions.append(position)
    }
    for item in try Self.list("profits", json) {
      profits.append(
        Profit(
          symbol: try Self.text("symbol", item), total: try Self.text("total", item),
          price: try Self.text("price", item)))
    }
    for item in try Self.list("funding", json) {
      funding.append(Funding(symbol: try Self.text("symbol", item), amount: try Self.text("amount", item)))
    }
    for item in try Self.list("books", json) {
      var book = Book(symbol: try Self.text("symbol", item), updateId: Int64(try Self.text("updateId", item)) ?? 0)
      book.isStale = item["isStale"]?.text == "true"
      book.bids = Self.levels(item["bids"])
      book.asks = Self.levels(item["asks"])
      books.append(book)
    }
    outputs = json["outputs"].map(Self.texts) ?? []
    secrets = json["secrets"].map(Self.texts) ?? []
  }

  private static func list(_ name: String, _ json: JSONValue) throws(FaultFormatError) -> [JSONValue] {
    guard let value = json[name] else { return [] }
    guard case .array(let items) = value else { throw FaultFormatError(description: "\"\(name)\" must be a list") }
    return items
  }

  private static func text(_ name: String, _ item: JSONValue) throws(FaultFormatError) -> String {
    guard let value = item[name] else { throw FaultFormatError(description: "\"\(name)\" is missing in a testimony") }
    return value.text
  }

  private static func statuses(_ item: JSONValue) throws(FaultFormatError) -> [String] {
    if let list = item["statuses"] { return texts(list) }
    return [try text("status", item)]
  }

  private static func texts(_ value: JSONValue) -> [String] {
    guard case .array(let items) = value else { return [value.text] }
    return items.map(\.text)
  }

  private static func levels(_ value: JSONValue?) -> [(price: String, quantity: String)] {
    guard case .array(let items)? = value else { return [] }
    return items.compactMap { item in
      guard case .array(let pair) = item, pair.count == 2 else { return nil }
      return (pair[0].text, pair[1].text)
    }
  }
}
