public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// Money that came into or left a margin account.
public struct BinanceMarginTransfer: BinanceMarginRow {
  static let endpoint = "/transfer"

  /// The number of the transaction (`txId`).
  public let id: Int64
  /// The asset that was moved.
  public let asset: String
  /// How much was moved, in units of ``asset``; ``type`` says which way.
  public let amount: WideDecimal
  /// `ROLL_IN` or `ROLL_OUT`.
  public let type: String
  /// The venue's word, `CONFIRMED` once it is done; empty where it leaves it out.
  public let status: String
  /// When it was moved; to the second where the venue tells it in seconds.
  public let time: UnixNanos

  /// What is a time in seconds: as milliseconds it would be before April 1973.
  ///
  /// The venue's documentation shows seconds here (`1566898617`), where its other records of margin have milliseconds.
  private static let seconds: Range<Int64> = 0..<100_000_000_000

  init(_ json: JSONValue) throws {
    id = try json.int64("txId")
    asset = try json.text("asset")
    amount = try json.decimal("amount")
    type = json["type"]?.text ?? ""
    status = json["status"]?.text ?? ""
    let number = try json.int64("timestamp")
    time = UnixNanos(milliseconds: Self.seconds.contains(number) ? number * 1_000 : number)
  }
}
