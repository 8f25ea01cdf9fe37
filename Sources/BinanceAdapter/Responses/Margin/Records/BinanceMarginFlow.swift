public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// One movement of money of a margin account.
public struct BinanceMarginFlow: Hashable, Sendable {
  /// The venue's number of the row, from which a further request goes on (`fromId`).
  public let id: Int64
  /// The number of the loan, transfer or other transaction that moved it (`tranId`).
  public let transactionId: Int64
  /// The asset that moved, in units of which ``amount`` is.
  public let asset: String
  /// The pair of an isolated account.
  public let symbol: String?
  /// The venue's word: `TRANSFER`, `BORROW`, `REPAY`, `BUY_INCOME`, `SELL_INCOME`, `BUY_EXPENSE`, `SELL_EXPENSE`,
  /// `TRADING_COMMISSION`, `MARGIN_CALL`, `FORCE_LIQUIDATION`, and others.
  public let type: String
  /// Negative where it left the account.
  public let amount: WideDecimal
  /// When it moved.
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
