public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// Money that came into or left a margin account.
public struct BinanceMarginTransfer: BinanceMarginRow {
  static let endpoint = "/transfer"

  public let id: Int64
  public let asset: String
  public let amount: WideDecimal
  /// `ROLL_IN` or `ROLL_OUT`.
  public let type: String
  public let status: String
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    id = try json.int64("txId")
    asset = try json.text("asset")
    amount = try json.decimal("amount")
    type = json["type"]?.text ?? ""
    status = json["status"]?.text ?? ""
    time = try json.time("timestamp")
  }
}
