import TradingModel

/// Throws well-formed orders whose numbers lie on, near and beyond every limit.
struct OrderDice {
  let random: RandomSource
  let venue: JudgedVenue

  typealias Parameters = [(name: String, value: String)]

  private func pick<Value>(_ values: [Value]) -> Value { values[random.integer(in: 0...(values.count - 1))] }
  private func chance(_ percent: Int) -> Bool { random.integer(in: 1...100) <= percent }

  /// Plain decimal text of an integer at so many places.
  private func text(_ value: Int64, _ decimals: Int) -> String {
    WideDecimal(mantissa: Int128(value), scale: decimals).plain()
  }

  private func price() -> String {
    let last = venue.lastPrice
    let permille = pick([
      1, 150, 199, 200, 201, 500, 799, 800, 801, 900, 949, 950, 951, 999, 1_000, 1_001, 1_049, 1_050,
    ])
    let upper = pick([1_051, 1_199, 1_200, 1_201, 1_300, 1_301, 2_000, 4_999, 5_000, 5_001, 20_000])
    var value = last / 1_000 * Int64(chance(60) ? permille : upper)
    if venue.tick > 1 { value -= value % venue.tick }
    if chance(10) { value += Int64(random.integer(in: 1...max(1, Int(venue.tick)))) }
    return text(max(1, value), venue.priceDecimals)
  }

  private func quantity() -> String {
    let step = max(1, venue.step)
    var value = step * Int64(pick([1, 2, 3, 4, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 100_000_000]))
    value *= Int64(random.integer(in: 1...9))
    if chance(10) { value += Int64(random.integer(in: 1...max(1, Int(step)))) }
    return text(value, venue.quantityDecimals)
  }

  /// A spot order.
  func spotOrder() -> Parameters {
    let type = pick([
      "LIMIT", "LIMIT", "LIMIT_MAKER", "MARKET", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT", "TAKE_PROFIT",
      "TAKE_PROFIT_LIMIT",
    ])
    var order: Parameters = [("symbol", venue.symbol), ("side", pick(["BUY", "SELL"])), ("type", type)]
    if type == "MARKET", chance(40) {
      order.append(("quoteOrderQty", "\(random.integer(in: 1...20)).5"))
      return order
    }
    let amount = quantity()
    order.append(("quantity", amount))
    if ["LIMIT", "STOP_LOSS_LIMIT", "TAKE_PROFIT_LIMIT"].contains(type) { order.append(("timeInForce", "GTC")) }
    if !["MARKET", "STOP_LOSS", "TAKE_PROFIT"].contains(type) {
      order.append(("price", price()))
      if chance(25) { order.append(("icebergQty", chance(20) ? amount : quantity())) }
    }
    guard type.hasPrefix("STOP") || type.hasPrefix("TAKE") else { return order }
    if chance(40) { order.append(("trailingDelta", "\(pick([1, 9, 10, 11, 500, 1_999, 2_000, 2_001, 9_000]))")) }
    if order.last?.name != "trailingDelta" || chance(30) { order.append(("stopPrice", price())) }
    return order
  }

  /// A plain futures order.
  func futuresOrder() -> Parameters {
    let type = pick(["LIMIT", "LIMIT", "MARKET"])
    var order: Parameters = [
      ("symbol", venue.symbol), ("side", pick(["BUY", "SELL"])), ("type", type), ("quantity", quantity()),
    ]
    if type == "LIMIT" { order += [("timeInForce", "GTC"), ("price", price())] }
    if chance(20) { order.append(("reduceOnly", "true")) }
    return order
  }
}
