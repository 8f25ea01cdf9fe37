import TradingModel

/// The operations of the conversion of assets in USDⓈ-M wallets.
enum ConversionOperations {
  static var operations: [Operation] {
    let signed = SignedParameters.names
    return [
      Operation("GET /fapi/v1/convert/exchangeInfo", weight: 20, ["fromAsset", "toAsset"], run: pairs),
      Operation(
        "POST /fapi/v1/convert/getQuote", weight: 50, security: .signed,
        ["fromAsset", "toAsset", "fromAmount", "toAmount", "validTime"] + signed, run: quote),
      Operation(
        "POST /fapi/v1/convert/acceptQuote", weight: 200, security: .signed, ["quoteId"] + signed, run: accept),
      Operation(
        "GET /fapi/v1/convert/orderStatus", weight: 50, security: .signed, ["orderId", "quoteId"] + signed,
        run: status),
    ]
  }

  private static func pairs(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let (from, to) = (try call.parameters.text("fromAsset"), try call.parameters.text("toAsset"))
    let desk = front.exchange.conversions
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for given in ConversionDesk.assets where from == nil || from == given {
          for taken in ConversionDesk.assets where taken != given && (to == nil || to == taken) {
            guard let least = desk.bounds(of: given), let most = desk.bounds(of: taken) else { continue }
            writer.object { writer in
              writer.field("fromAsset", given)
              writer.field("toAsset", taken)
              writer.short("fromAssetMinAmount", least.least)
              writer.short("fromAssetMaxAmount", least.most)
              writer.short("toAssetMinAmount", most.least)
              writer.short("toAssetMaxAmount", most.most)
            }
          }
        }
      }
    }
  }

  private static func quote(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let parameters = call.parameters
    let (from, to) = (try parameters.mandatoryText("fromAsset"), try parameters.mandatoryText("toAsset"))
    if let time = try parameters.text("validTime"), time != "10s" { throw .invalid("validTime") }
    let quote = try front.exchange.conversions.quote(
      from, to, fromAmount: amount("fromAmount", parameters), toAmount: amount("toAmount", parameters),
      for: call.owner())
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        // Who cannot pay is told the price, but has nothing to accept.
        if quote.isCovered { writer.field("quoteId", String(quote.id)) }
        writer.short("ratio", quote.ratio)
        writer.short("inverseRatio", quote.inverseRatio)
        writer.field("validTimestamp", quote.validUntil.milliseconds)
        writer.short("toAmount", quote.to.amount)
        writer.short("fromAmount", quote.from.amount)
      }
    }
  }

  private static func amount(_ name: String, _ parameters: Parameters) throws(VenueError) -> Amount? {
    guard let text = try parameters.text(name), try parameters.decimal(name) != nil else { return nil }
    guard let amount = Amount(text) else { throw .tooPrecise(name) }
    return amount
  }

  private static func accept(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let order = try front.exchange.conversions.accept(call.parameters.mandatoryInteger("quoteId"), for: call.owner())
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("orderId", String(order.id))
        writer.field("createTime", order.time.milliseconds)
        writer.field("orderStatus", "PROCESS")
      }
    }
  }

  private static func status(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let order = try front.exchange.conversions.order(
      id: call.parameters.integer("orderId"), quoteId: call.parameters.integer("quoteId"), of: call.owner())
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("orderId", order.id)
        writer.field("orderStatus", "SUCCESS")
        writer.field("fromAsset", order.quote.from.asset)
        writer.short("fromAmount", order.quote.from.amount)
        writer.field("toAsset", order.quote.to.asset)
        writer.short("toAmount", order.quote.to.amount)
        writer.short("ratio", order.quote.ratio)
        writer.short("inverseRatio", order.quote.inverseRatio)
        writer.field("createTime", order.time.milliseconds)
      }
    }
  }
}
