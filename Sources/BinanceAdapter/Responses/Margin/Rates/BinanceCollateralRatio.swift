public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// Assets that are counted as collateral in the same way: in bands of their worth in dollars.
public struct BinanceCollateralRatio: Hashable, Sendable {
  /// The names of the assets that are counted so.
  public let assets: [String]
  /// The bands, in the venue's order.
  public let bands: [Band]

  /// What counts of the worth between two bounds.
  public struct Band: Hashable, Sendable {
    /// Where the band begins, in US dollars of worth.
    public let from: WideDecimal
    /// Nil is without bound.
    public let to: WideDecimal?
    /// The fraction of the worth in the band that counts as collateral; 1 is all of it.
    public let discountRate: WideDecimal

    init(_ json: JSONValue) throws {
      from = try json.decimal("minUsdValue")
      to = json["maxUsdValue"]?.decimal
      discountRate = try json.decimal("discountRate")
    }
  }

  init(_ json: JSONValue) throws {
    assets = json["assetNames"]?.elements?.compactMap(\.text) ?? []
    bands = try (json["collaterals"]?.elements ?? []).map(Band.init)
  }
}
