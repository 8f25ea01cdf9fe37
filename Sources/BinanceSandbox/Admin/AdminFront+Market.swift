import TradingModel
import TradingNetwork

// Faults, and hands on the market.
extension AdminFront {
  func faults() -> HTTPResponse {
    var writer = JSONWriter()
    writer.array { writer in
      for entry in venue.faults.active {
        writer.object { writer in
          writer.field("id", entry.id)
          writer.field("fault", entry.fault.kind.rawValue)
          writer.field("strikes", entry.strikes)
        }
      }
    }
    return HTTPResponse(status: 200, headers: RESTAnswers.headers, body: writer.bytes)
  }

  func addFaults(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    guard let json = JSONValue(body) else { throw AdminError("the body is no JSON") }
    var entries = [json]
    if case .array(let list) = json { entries = list }
    var read: [VenueFault] = []
    var acts: [FuturesAct] = []
    do throws(FaultFormatError) {
      for entry in entries {
        if let act = try FuturesAct(json: entry) { acts.append(act) } else { read.append(try VenueFault(json: entry)) }
      }
    } catch {
      throw AdminError(error.description)
    }
    for fault in read { try checkMarket(of: fault) }
    for act in acts {
      if let reason = venue.perform(act) { throw AdminError(reason) }
    }
    let ids = read.compactMap { venue.apply($0) }
    return Self.json { writer in
      writer.field("set", read.count + acts.count)
      writer.key("ids")
      writer.array { writer in
        for id in ids { writer.value(id) }
      }
    }
  }

  /// Refuses what would happen to no market: a price or a status where there is none, or none that can be moved.
  private func checkMarket(of fault: VenueFault) throws(AdminError) {
    guard fault.kind == .price || fault.kind == .status else { return }
    let product = fault.product ?? .spot
    guard let market = venue.exchange(product)?.market(fault.symbol ?? "") else {
      throw AdminError(
        "\"symbol\" of a \(fault.kind.rawValue) fault must be one that is listed on \(product.rawValue); name another "
          + "exchange by \"product\"")
    }
    guard fault.kind == .status || !market.isRecorded else { throw AdminError("a recorded market cannot be moved") }
  }

  func removeFaults(_ query: [(name: String, value: String)]) throws(AdminError) -> HTTPResponse {
    guard let text = query.first(where: { $0.name == "id" })?.value else {
      venue.clearFaults()
      return Self.json { _ in }
    }
    guard let id = Int(text), venue.removeFault(id) else { throw AdminError("there is no fault \(text)") }
    return Self.json { _ in }
  }

  func setStatus(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    let json = try object(body)
    let (exchange, market) = try market(json)
    guard let status = json["status"].flatMap({ SymbolRules.Status(rawValue: $0.text) }) else {
      throw AdminError("give product, symbol and status (TRADING, HALT, BREAK, END_OF_DAY, CANCEL_ONLY, …)")
    }
    exchange.setStatus(status, symbol: market.symbol)
    if case .array(let names)? = json["forbids"] {
      market.rules.capabilities = .all
      for name in names {
        guard let flag = SymbolCapabilities.flags.first(where: { $0.name == name.text }) else {
          throw AdminError("unknown flag \(name.text); \(SymbolCapabilities.flags.map(\.name).joined(separator: ", "))")
        }
        market.rules.capabilities.remove(flag.capability)
      }
    }
    return Self.json { _ in }
  }

  func movePrice(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    let json = try object(body)
    let (exchange, market) = try market(json)
    guard let price = json["price"]?.text,
      let ticks = FixedText.parse(price, decimals: market.rules.priceDecimals), ticks > 0
    else { throw AdminError("\"price\" must be a positive decimal of the symbol") }
    guard !market.isRecorded else { throw AdminError("a recorded market cannot be moved") }
    venue.movePrice(of: market.symbol, to: price, product: exchange.product)
    return Self.json { $0.field("lastPrice", market.rules.priceText(market.lastPrice)) }
  }

  func fill(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    let json = try object(body)
    let exchange = try exchange(json)
    let wanted = json["orderId"].flatMap { Int64($0.text) }
    let order = exchange.orders.openOrders().first { order in
      (wanted == nil || order.id == wanted)
        && (json["clientOrderId"] == nil || json["clientOrderId"]?.text == order.clientOrderId)
    }
    guard let order, wanted != nil || json["clientOrderId"] != nil else {
      throw AdminError("give the orderId or clientOrderId of an open order")
    }
    let quantity = json["quantity"].flatMap { FixedText.parse($0.text, decimals: order.rules.quantityDecimals) }
    let price = json["price"].flatMap { FixedText.parse($0.text, decimals: order.rules.priceDecimals) }
    exchange.fillByFault(order, quantity: quantity, price: price)
    return Self.json { writer in
      writer.field("status", order.status.rawValue)
      writer.field("executed", order.rules.quantityText(order.executed))
    }
  }

  /// Sets (or with null forgets) a spot symbol's reference price and its price range.
  func setReference(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    let json = try object(body)
    let (_, market) = try market(json)
    market.hasReferencePrice = true
    if let price = json["price"], case .null = price { market.referencePrice = nil }
    if let text = json["price"]?.string {
      guard let price = FixedText.parse(text, decimals: market.rules.priceDecimals), price > 0 else {
        throw AdminError("\"price\" must be a positive decimal of the symbol, or null")
      }
      market.referencePrice = price
    }
    market.referenceAt = venue.clock.now
    if let range = json["range"] {
      var rule = PriceRange()
      for (name, path) in PriceRange.fields {
        guard let value = range[name] else { continue }
        guard let number = FixedText.parse(value.text, decimals: 4) else {
          throw AdminError("\(name) is no multiplier")
        }
        rule[keyPath: path] = number
      }
      market.rules.filters.priceRange = rule
    }
    return Self.json { _ in }
  }

  func advance(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    guard let advance else { throw AdminError("time passes by itself here; only virtual time can be advanced") }
    guard let seconds = try object(body)["seconds"].flatMap({ Double($0.text) }), (0...1e7).contains(seconds) else {
      throw AdminError("give the \"seconds\" to let pass")
    }
    advance(.seconds(seconds))
    return Self.json { $0.field("time", venue.clock.now.milliseconds) }
  }
}
