public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// What a pair's two assets cost in isolated margin.
public struct BinanceIsolatedMarginRate: Hashable, Sendable {
  public let symbol: String
  public let vipLevel: Int
  public let leverage: WideDecimal
  public let assets: [Asset]

  /// One of the pair's two assets.
  public struct Asset: Hashable, Sendable {
    public let coin: String
    /// The rate of a day.
    public let dailyInterest: WideDecimal
    public let borrowLimit: WideDecimal

    init(_ json: JSONValue) throws {
      coin = try json.text("coin")
      dailyInterest = try json.decimal("dailyInterest")
      borrowLimit = try json.decimal("borrowLimit")
    }
  }

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    vipLevel = json["vipLevel"]?.int ?? 0
    leverage = try json.decimal("leverage")
    assets = try (json["data"]?.elements ?? []).map(Asset.init)
  }
}
