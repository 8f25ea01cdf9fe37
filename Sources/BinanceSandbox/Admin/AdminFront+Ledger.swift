import TradingModel
import TradingNetwork

// The ledger and what is there now.
extension AdminFront {
  func ledger(
    _ kind: SandboxLedger.Entry.Kind?, _ query: [(name: String, value: String)]
  ) throws(AdminError) -> HTTPResponse {
    var (kind, product, account, symbol): (SandboxLedger.Entry.Kind?, SandboxProduct?, String?, String?) =
      (kind, nil, nil, nil)
    var after: Int64 = 0
    var limit = Int.max
    for (name, value) in query {
      switch name {
      case "kind":
        guard let known = SandboxLedger.Entry.Kind(rawValue: value) else {
          throw AdminError("unknown kind \(value)")
        }
        kind = known
      case "product": product = try self.product(query)
      case "account": account = value
      case "symbol": symbol = value
      case "after", "since":
        guard let number = Int64(value) else { throw AdminError("\(name) must be the number of an entry") }
        after = number
      case "limit":
        guard let number = Int(value), number > 0 else { throw AdminError("limit must be a positive number") }
        limit = number
      default: throw AdminError("unknown query key \(name); kind, product, account, symbol, since, limit")
      }
    }
    var bytes: [UInt8] = []
    for entry in venue.ledger.query(
      kind: kind, product: product, account: account, symbol: symbol, after: after, limit: limit)
    {
      bytes.append(contentsOf: entry.jsonLine.utf8)
      bytes.append(10)
    }
    return Self.lines(bytes)
  }

  func balances(_ query: [(name: String, value: String)]) -> HTTPResponse {
    let wanted = query.first { $0.name == "account" }?.value
    var bytes: [UInt8] = []
    for account in venue.accounts.accounts where wanted == nil || account.name == wanted {
      for product in venue.products {
        let wallet = account.wallet(product)
        for asset in wallet.assets {
          var writer = JSONWriter()
          writer.object { writer in
            writer.field("account", account.name)
            writer.field("product", product.rawValue)
            writer.field("asset", asset)
            writer.field("free", wallet[asset].free)
            writer.field("locked", wallet[asset].locked)
          }
          bytes += writer.bytes + [10]
        }
      }
    }
    return Self.lines(bytes)
  }

  /// Everything that is there now: markets, open orders, balances, connections, faults.
  func state(_ query: [(name: String, value: String)]) throws(AdminError) -> HTTPResponse {
    let wanted = try query.contains { $0.name == "product" } ? [product(query)] : venue.products
    return Self.json { writer in
      writer.field("time", venue.clock.now.nanoseconds)
      writer.field("sequence", venue.ledger.lastSequence)
      for product in wanted {
        guard let exchange = venue.exchange(product), let front = venue.front(product) else { continue }
        writer.key(text: product.rawValue)
        writer.object { writer in
          writer.field("streamConnections", front.sessions.count)
          writer.field("apiConnections", front.socketSessions.count)
          writer.key("markets")
          writer.array { writer in
            for market in exchange.markets { Self.write(market, &writer) }
          }
          writer.key("openOrders")
          writer.array { writer in
            for order in exchange.orders.openOrders() { Self.write(order, &writer) }
          }
        }
      }
    }
  }

  private static func write(_ market: SymbolMarket, _ writer: inout JSONWriter) {
    let rules = market.rules
    writer.object { writer in
      writer.field("symbol", rules.symbol)
      writer.field("status", rules.status.rawValue)
      writer.field("lastPrice", rules.priceText(market.lastPrice))
      writer.field("lastUpdateId", market.book.lastUpdateId)
      for (name, level) in [("bid", market.book.best.bid), ("ask", market.book.best.ask)] {
        guard let level else { continue }
        writer.key(text: name)
        writer.value(rules.priceText(level.price))
        writer.key(text: name + "Quantity")
        writer.value(rules.quantityText(level.quantity))
      }
    }
  }

  private static func write(_ order: VenueOrder, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("account", order.account.name)
      for field in OrderRecord(order, event: "now").fields {
        writer.key(text: field.name)
        writer.value(field.value)
      }
    }
  }
}
