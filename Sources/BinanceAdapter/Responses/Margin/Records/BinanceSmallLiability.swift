public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// A debt that is small enough to be exchanged into another.
public struct BinanceSmallLiability: Hashable, Sendable {
  /// The asset that is owed.
  public let asset: String
  /// What was borrowed, without interest, in units of ``asset``.
  public let principal: WideDecimal
  /// The interest that is owed, in units of ``asset``.
  public let interest: WideDecimal
  /// The asset that is owed after an exchange, such as `USDT`.
  public let liabilityAsset: String
  /// What the debt comes to in units of ``liabilityAsset``.
  public let liabilityQuantity: WideDecimal

  init(_ json: JSONValue) throws {
    asset = try json.text("asset")
    principal = try json.decimal("principal")
    interest = try json.decimal("interest")
    liabilityAsset = try json.text("liabilityAsset")
    liabilityQuantity = try json.decimal("liabilityQty")
  }
}
