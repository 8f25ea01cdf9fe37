public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// Something that was borrowed or repaid.
public struct BinanceMarginLoan: BinanceMarginRow {
  static let endpoint = "/borrow-repay"

  public let id: Int64
  public let asset: String
  public let amount: WideDecimal
  public let principal: WideDecimal
  public let interest: WideDecimal
  /// `MANUAL` or `AUTO`.
  public let type: String
  /// `PENDING`, `CONFIRMED`, `FAILED`.
  public let status: String
  public let isolatedSymbol: String?
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    id = try json.int64("txId")
    asset = try json.text("asset")
    amount = json["amount"]?.decimal ?? .zero
    principal = json["principal"]?.decimal ?? amount
    interest = json["interest"]?.decimal ?? .zero
    type = json["type"]?.text ?? ""
    status = json["status"]?.text ?? ""
    isolatedSymbol = json["isolatedSymbol"]?.text
    time = try json.time("timestamp")
  }
}
