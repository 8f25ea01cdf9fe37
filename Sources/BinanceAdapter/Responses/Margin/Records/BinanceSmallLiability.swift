public import TradingModel

// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// A debt that is small enough to be exchanged into another.
public struct BinanceSmallLiability: Hashable, Sendable {
  public let asset: String
  public let principal: WideDecimal
  public let interest: WideDecimal
  public let liabilityAsset: String
  public let liabilityQuantity: WideDecimal

  init(_ json: JSONValue) throws {
    asset = try json.text("asset")
    principal = try json.decimal("principal")
    interest = try json.decimal("interest")
    liabilityAsset = try json.text("liabilityAsset")
    liabilityQuantity = try json.decimal("liabilityQty")
  }
}
