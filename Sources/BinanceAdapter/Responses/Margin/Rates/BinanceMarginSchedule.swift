public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// Assets and pairs that come to margin or leave it at a time.
public struct BinanceMarginSchedule: Hashable, Sendable {
  /// When they come or leave, as the request asked (`listTime`, `delistTime`).
  public let time: UnixNanos
  /// The assets of cross margin, by name; empty where there are none.
  public let crossAssets: [String]
  /// The pairs of isolated margin, by symbol; empty where there are none.
  public let isolatedSymbols: [String]

  init(_ json: JSONValue, at name: String) throws {
    time = try json.time(name)
    crossAssets = json["crossMarginAssets"]?.elements?.compactMap(\.text) ?? []
    isolatedSymbols = json["isolatedMarginSymbols"]?.elements?.compactMap(\.text) ?? []
  }
}
