public import TradingModel

// <https://developers.binance.com/docs/margin_trading/account>

/// What a margin account has and owes of one asset.
public struct BinanceMarginAsset: Hashable, Sendable {
  /// The asset, such as `USDT`; every amount here is in units of it.
  public let asset: String
  /// What is held and not tied by an order.
  public let free: WideDecimal
  /// What is held and tied by open orders; not a part of ``free``.
  public let locked: WideDecimal
  /// What was borrowed, without interest.
  public let borrowed: WideDecimal
  /// The interest that is owed.
  public let interest: WideDecimal
  /// What is held less what is owed.
  public let netAsset: WideDecimal

  init(_ json: JSONValue) throws {
    asset = try json.text("asset")
    free = try json.decimal("free")
    locked = try json.decimal("locked")
    borrowed = try json.decimal("borrowed")
    interest = try json.decimal("interest")
    netAsset = try json.decimal("netAsset")
  }

  /// Everything that is owed.
  public var debt: WideDecimal { (try? borrowed.adding(interest)) ?? borrowed }
}
