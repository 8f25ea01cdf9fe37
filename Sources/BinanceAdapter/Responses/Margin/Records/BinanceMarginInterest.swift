public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// Interest that was charged.
public struct BinanceMarginInterest: BinanceMarginRow {
  static let endpoint = "/interestHistory"

  /// The venue's number of the charge (`txId`).
  public let id: Int64
  /// The asset in which the interest was charged.
  public let asset: String
  /// The loan on which it was charged, without interest.
  public let principal: WideDecimal
  /// How much was charged, in units of ``asset``.
  public let interest: WideDecimal
  /// The rate of a day.
  public let rate: WideDecimal
  /// `ON_BORROW`, `PERIODIC`, and others.
  public let type: String
  /// The pair of an isolated account; nil is cross margin.
  public let isolatedSymbol: String?
  /// When it was charged (`interestAccuredTime`).
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
