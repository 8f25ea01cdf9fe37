import TradingModel
import TradingNetwork

extension BinanceDepthSnapshot {
  /// The request for a snapshot, read straight into levels at the instrument's precisions.
  ///
  /// See [Order book](https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints#order-book).
  static func request(
    _ product: BinanceProduct, row: BinanceSymbolTable.Row, limit: Int
  ) -> BinanceRequest<BinanceDepthSnapshot> {
    BinanceRequest(
      .get, product.restPath + "/depth", ["symbol": row.rawSymbol, "limit": limit],
      weight: BinanceProduct.weight(of: limit, in: product.depthWeights),
      decodeResponse: { response, _ in
        try response.body.withUnsafeBytes { try BinanceDepthSnapshot(reading: $0, row: row) }
      })
  }
}
