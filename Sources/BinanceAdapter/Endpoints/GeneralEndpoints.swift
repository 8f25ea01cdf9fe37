public import TradingModel
import TradingNetwork

// <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/general-endpoints>

extension BinanceRequest where Response == Void {
  /// Asks whether the venue is there.
  public static func ping(_ product: BinanceProduct) -> BinanceRequest<Void> {
    BinanceRequest(.get, product.restPath + "/ping", decode: { _, _ in })
  }
}

extension BinanceRequest where Response == UnixNanos {
  /// Asks for the venue's time.
  public static func serverTime(_ product: BinanceProduct) -> BinanceRequest<UnixNanos> {
    BinanceRequest(.get, product.restPath + "/time") { json, _ in try json.time("serverTime") }
  }
}
