// <https://developers.binance.com/docs/margin_trading/account>

/// How many isolated pairs are enabled and may be.
public struct BinanceIsolatedLimit: Hashable, Sendable {
  /// How many pairs the account has enabled (`enabledAccount`).
  public let enabled: Int
  /// How many pairs it may have enabled at once (`maxAccount`).
  public let maximum: Int

  init(_ json: JSONValue) throws {
    enabled = Int(try json.int64("enabledAccount"))
    maximum = Int(try json.int64("maxAccount"))
  }
}
