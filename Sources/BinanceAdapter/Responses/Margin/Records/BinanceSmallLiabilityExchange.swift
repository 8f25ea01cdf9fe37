public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// A small debt that was exchanged into another.
public struct BinanceSmallLiabilityExchange: BinanceMarginRow {
  static let endpoint = "/exchange-small-liability-history"
  static let takesAsset = false

  /// The asset that was owed before.
  public let asset: String
  /// How much of it was exchanged, in units of ``asset``.
  public let amount: WideDecimal
  /// The asset that is owed since.
  public let targetAsset: String
  /// How much it came to, in units of ``targetAsset``.
  public let targetAmount: WideDecimal
  /// When it was exchanged.
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    asset = try json.text("asset")
    amount = try json.decimal("amount")
    targetAsset = try json.text("targetAsset")
    targetAmount = try json.decimal("targetAmount")
    time = try json.time("timestamp")
  }
}
