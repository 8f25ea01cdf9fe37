import TradingNetwork

// <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/general-endpoints#exchange-information>

extension BinanceRequest where Response == BinanceExchangeInfo {
  /// Asks for the symbols and their rules; spot can give some of them, futures give all.
  ///
  /// - Parameters:
  ///   - product: the product whose symbols are wanted.
  ///   - symbols: the venue's symbols that are wanted of spot; empty asks for all.
  ///   - us: whether Binance US is asked, which has fewer parameters.
  public static func exchangeInfo(
    _ product: BinanceProduct, symbols: [String] = [], us: Bool = false
  ) -> BinanceRequest {
    var parameters = BinanceParameters()
    if !product.accountType.isFutures {
      if symbols.count == 1 {
        parameters.append("symbol", symbols.first)
      } else if !symbols.isEmpty {
        parameters.append("symbols", "[" + symbols.map { "\"\($0)\"" }.joined(separator: ",") + "]")
      } else if !us {
        // The sets of permissions are most of the document's size, and nothing here needs them.
        parameters.append("showPermissionSets", false)
      }
    }
    return BinanceRequest(
      .get, product.restPath + "/exchangeInfo", parameters,
      decodeResponse: { response, _ in
        try BinanceExchangeInfo(response.body)
      })
  }
}
