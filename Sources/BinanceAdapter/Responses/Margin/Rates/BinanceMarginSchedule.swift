public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// Assets and pairs that come to margin or leave it at a time.
public struct BinanceMarginSchedule: Hashable, Sendable {
  public let time: UnixNanos
  public let crossAssets: [String]
  public let isolatedSymbols: [String]

  init(_ json: JSONValue, at name: String) throws {
    time = try json.time(name)
    crossAssets = json["crossMarginAssets"]?.elements?.compactMap(\.text) ?? []
    isolatedSymbols = json["isolatedMarginSymbols"]?.elements?.compactMap(\.text) ?? []
  }
}
