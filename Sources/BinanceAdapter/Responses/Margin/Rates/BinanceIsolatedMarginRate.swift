public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// What a pair's two assets cost in isolated margin.
public struct BinanceIsolatedMarginRate: Hashable, Sendable {
  /// The pair's symbol.
  public let symbol: String
  /// The VIP level whose rates and limits these are; 0 where the venue leaves it out.
  public let vipLevel: Int
  /// The pair's highest leverage; 10 is tenfold.
  public let leverage: WideDecimal
  /// The costs of each of the two assets, in the venue's order (`data`).
  public let assets: [Asset]

  /// One of the pair's two assets.
  public struct Asset: Hashable, Sendable {
    /// The asset that is lent.
    public let coin: String
    /// The rate of a day.
    public let dailyInterest: WideDecimal
    /// How much of it an account of the level may owe, in units of ``coin``.
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
