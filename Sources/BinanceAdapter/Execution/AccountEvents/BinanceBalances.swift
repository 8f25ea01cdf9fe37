import TradingModel

/// The balances that an event touched.
struct BinanceBalances {
  struct Item {
    let asset: String
    let free: WideDecimal
    let locked: WideDecimal
  }

  let eventTime: UnixNanos
  let updateTime: UnixNanos
  let items: [Item]

  init(_ json: JSONValue) throws {
    eventTime = try json.time("E")
    updateTime = json["u"]?.milliseconds ?? eventTime
    items = try (json["B"]?.elements ?? []).map { item in
      Item(asset: try item.text("a"), free: try item.decimal("f"), locked: try item.decimal("l"))
    }
  }
}
