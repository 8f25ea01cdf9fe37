// <https://developers.binance.com/docs/margin_trading/market-data>

/// Assets with which margin accounts may do less than with others.
public struct BinanceRestrictedAssets: Hashable, Sendable {
  /// No long positions may be opened in them.
  public let noNewLongs: [String]
  /// The venue has as much of them as collateral as it takes.
  public let collateralExceeded: [String]

  init(_ json: JSONValue) throws {
    noNewLongs = json["openLongRestrictedAsset"]?.elements?.compactMap(\.text) ?? []
    collateralExceeded = json["maxCollateralExceededAsset"]?.elements?.compactMap(\.text) ?? []
  }
}
