public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// Assets that are counted as collateral in the same way: in bands of their worth in dollars.
public struct BinanceCollateralRatio: Hashable, Sendable {
  public let assets: [String]
  public let bands: [Band]

  /// What counts of the worth between two bounds.
  public struct Band: Hashable, Sendable {
    public let from: WideDecimal
    /// Nil is without bound.
    public let to: WideDecimal?
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
