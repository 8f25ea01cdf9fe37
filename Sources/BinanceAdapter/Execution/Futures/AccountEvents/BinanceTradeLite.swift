import TradingModel

/// `TRADE_LITE`: a trade without its commission (USDⓈ-M).
struct BinanceTradeLite {
  let eventTime: UnixNanos
  let transactionTime: UnixNanos
  let symbol: String
  let clientOrderId: String
  let orderId: Int64
  let side: OrderSide
  let tradeId: Int64
  let lastQuantity: String
  let lastPrice: String
  let isMaker: Bool

  init(_ json: JSONValue) throws {
    eventTime = try json.time("E")
    transactionTime = json["T"]?.milliseconds ?? eventTime
    symbol = try json.text("s")
    clientOrderId = json["c"]?.text ?? ""
    orderId = try json.int64("i")
    guard let side = BinanceOrderWords.side(try json.text("S")) else { throw BinanceDecodingError(field: "S") }
    self.side = side
    tradeId = try json.int64("t")
    lastQuantity = try json.text("l")
    lastPrice = try json.text("L")
    isMaker = json["m"]?.bool ?? false
  }
}
