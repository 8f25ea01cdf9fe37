public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// Interest that was charged.
public struct BinanceMarginInterest: BinanceMarginRow {
  static let endpoint = "/interestHistory"

  public let id: Int64
  public let asset: String
  public let principal: WideDecimal
  public let interest: WideDecimal
  /// The rate of a day.
  public let rate: WideDecimal
  /// `ON_BORROW`, `PERIODIC`, and others.
  public let type: String
  public let isolatedSymbol: String?
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    id = try json.int64("txId")
    asset = try json.text("asset")
    principal = try json.decimal("principal")
    interest = try json.decimal("interest")
    rate = json["interestRate"]?.decimal ?? .zero
    type = json["type"]?.text ?? ""
    isolatedSymbol = json["isolatedSymbol"]?.text
    // The venue's own spelling.
    time = try json.time("interestAccuredTime")
  }
}
