public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// One movement of money of a margin account.
public struct BinanceMarginFlow: Hashable, Sendable {
  public let id: Int64
  public let transactionId: Int64
  public let asset: String
  /// The pair of an isolated account.
  public let symbol: String?
  /// The venue's word: `TRANSFER`, `BORROW`, `REPAY`, `BUY_INCOME`, `SELL_INCOME`, `BUY_EXPENSE`, `SELL_EXPENSE`,
  /// `TRADING_COMMISSION`, `MARGIN_CALL`, `FORCE_LIQUIDATION`, and others.
  public let type: String
  /// Negative where it left the account.
  public let amount: WideDecimal
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    id = try json.int64("id")
    transactionId = try json.int64("tranId")
    asset = try json.text("asset")
    symbol = json["symbol"]?.text
    type = try json.text("type")
    amount = try json.decimal("amount")
    time = try json.time("timestamp")
  }
}
