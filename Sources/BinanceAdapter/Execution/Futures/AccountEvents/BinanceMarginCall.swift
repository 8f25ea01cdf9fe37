import TradingModel

/// `MARGIN_CALL`: positions that are near liquidation.
struct BinanceMarginCall {
  struct Position: Hashable {
    let symbol: String
    let side: String
    let amount: WideDecimal
    let markPrice: WideDecimal?
    let unrealizedProfit: WideDecimal?
    let maintenanceMargin: WideDecimal?
  }

  let eventTime: UnixNanos
  /// The wallet balance of cross margin; absent for isolated positions.
  let crossWalletBalance: WideDecimal?
  let positions: [Position]

  init(_ json: JSONValue) throws {
    eventTime = try json.time("E")
    crossWalletBalance = json["cw"]?.decimal
    positions = try (json["p"]?.elements ?? []).map { item in
      Position(
        symbol: try item.text("s"), side: item["ps"]?.text ?? "BOTH", amount: try item.decimal("pa"),
        markPrice: item["mp"]?.decimal, unrealizedProfit: item["up"]?.decimal, maintenanceMargin: item["mm"]?.decimal)
    }
  }
}
