public import TradingModel
import TradingNetwork

extension BinanceRequest where Response == WideDecimal? {
  /// Asks for the price by which the venue judges orders, where it has set one: nil or an error with -2043 otherwise.
  ///
  /// <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints>
  public static func referencePrice(symbol: String) -> BinanceRequest {
    BinanceRequest(.get, "/api/v3/referencePrice", ["symbol": symbol]) { json, _ in json["referencePrice"]?.decimal }
  }
}

extension BinanceRequest where Response == [String: WideDecimal] {
  /// Asks for the most of each asset that one order of the account may move (`MAX_ASSET`).
  ///
  /// <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/account-endpoints>
  public static func assetLimits(symbol: String) -> BinanceRequest {
    BinanceRequest(.get, "/api/v3/myFilters", ["symbol": symbol], security: .signed) { json, _ in
      var limits: [String: WideDecimal] = [:]
      for filter in json["assetFilters"]?.elements ?? [] where filter["filterType"]?.text == "MAX_ASSET" {
        if let asset = filter["asset"]?.text { limits[asset] = filter["limit"]?.decimal }
      }
      return limits
    }
  }
}
