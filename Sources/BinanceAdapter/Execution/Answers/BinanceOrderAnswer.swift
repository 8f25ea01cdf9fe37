import TradingModel

/// The answer to a new order, in any of the venue's three lengths.
struct BinanceOrderAnswer: Sendable {
  /// A trade that the order made at once.
  struct Fill: Sendable {
    let price: String
    let quantity: String
    let commission: WideDecimal?
    let commissionAsset: String?
    let tradeId: TradeId?
  }

  let orderId: Int64
  let orderListId: Int64
  let clientOrderId: String
  let transactionTime: UnixNanos?
  /// Absent in the shortest form.
  let status: String?
  let quantity: String?
  let price: String?
  let stopPrice: String?
  let executedQuantity: WideDecimal?
  let expiryReason: String?
  /// The price that a pegged order got.
  let peggedPrice: String?
  let fills: [Fill]
  /// The service that has the order, in whose numbers ``orderId`` is.
  let family: BinanceOrderFamily

  /// The algo service's answer.
  init(algo json: JSONValue) throws {
    orderId = try json.int64("algoId")
    orderListId = -1
    clientOrderId = json["clientAlgoId"]?.text ?? ""
    transactionTime = json["createTime"]?.milliseconds ?? json["updateTime"]?.milliseconds
    status = json["algoStatus"]?.text
    quantity = nil
    price = nil
    stopPrice = nil
    executedQuantity = nil
    expiryReason = nil
    peggedPrice = nil
    fills = []
    family = .algo
  }

  init(_ json: JSONValue) throws {
    family = .regular
    orderId = try json.int64("orderId")
    orderListId = json["orderListId"]?.int64 ?? -1
    clientOrderId = json["clientOrderId"]?.text ?? ""
    transactionTime = json["transactTime"]?.milliseconds ?? json["updateTime"]?.milliseconds
    status = json["status"]?.text
    quantity = json["origQty"]?.text
    price = json["price"]?.text
    stopPrice = json["stopPrice"]?.text
    executedQuantity = json["executedQty"]?.decimal
    expiryReason = json["expiryReason"]?.text
    peggedPrice = json["peggedPrice"]?.text
    fills = try (json["fills"]?.elements ?? []).map { fill in
      Fill(
        price: try fill.text("price"), quantity: try fill.text("qty"), commission: fill["commission"]?.decimal,
        commissionAsset: fill["commissionAsset"]?.text,
        tradeId: BinanceReportMapper.tradeId(fill["tradeId"]?.int64, allocation: fill["allocId"]?.int64))
    }
  }
}
