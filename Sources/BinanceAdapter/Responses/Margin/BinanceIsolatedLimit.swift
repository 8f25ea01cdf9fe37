// <https://developers.binance.com/docs/margin_trading/account>

/// How many isolated pairs are enabled and may be.
public struct BinanceIsolatedLimit: Hashable, Sendable {
  public let enabled: Int
  public let maximum: Int

  init(_ json: JSONValue) throws {
    enabled = Int(try json.int64("enabledAccount"))
    maximum = Int(try json.int64("maxAccount"))
  }
}
