public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// Something that was borrowed or repaid.
public struct BinanceMarginLoan: BinanceMarginRow {
  static let endpoint = "/borrow-repay"

  /// The number of the transaction (`txId`), which borrowing and repaying are answered with.
  public let id: Int64
  /// The asset that is lent; every amount here is in units of it.
  public let asset: String
  /// What was borrowed or repaid in all; zero where the venue leaves it out.
  public let amount: WideDecimal
  /// The part of ``amount`` that is the loan itself; all of it where the venue leaves it out.
  public let principal: WideDecimal
  /// The part of a repayment that went to interest; zero where the venue leaves it out.
  public let interest: WideDecimal
  /// `MANUAL` or `AUTO`; of repayments on cross margin `BNB_AUTO_REPAY` and `POINT_AUTO_REPAY`, too.
  public let type: String
  /// `PENDING`, `CONFIRMED`, `FAILED`.
  public let status: String
  /// The pair of an isolated account; nil is cross margin.
  public let isolatedSymbol: String?
  /// When the venue recorded it.
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
