import TradingNetwork

// Orders with the venue's own parameters, for callers without an execution client around them.
// <https://developers.binance.com/docs/margin_trading/trade/Margin-Account-New-Order>
// <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/trading-endpoints>

extension BinanceRequest where Response == JSONValue {
  /// Places an order. After an error whose outcome is unknown ask for the order by its `newClientOrderId` before sending
  /// another one.
  ///
  /// - Parameters:
  ///   - product: the account that places the order.
  ///   - parameters: the venue's; what isolated margin wants besides is added.
  public static func newOrder(_ product: BinanceProduct, _ parameters: BinanceParameters) -> BinanceRequest {
    BinanceRequest(
      .post, product.tradingPath + "/order", product.scoped(parameters), security: .signed, orderCount: 1,
      priority: .order
    ) { json, _ in json }
  }

  /// Places a list of orders on spot or margin.
  ///
  /// - Parameters:
  ///   - product: the account that places the list.
  ///   - kind: the venue's word: `oco`, `oto`, `otoco`, and on spot `opo`, `opoco`. The `oco` of margin takes the
  ///     parameters that spot's had before its present ones.
  ///   - orders: how many orders the list has.
  ///   - parameters: the venue's; what isolated margin wants besides is added.
  public static func newOrderList(
    _ product: BinanceProduct, _ kind: String, orders: Int, _ parameters: BinanceParameters
  ) -> BinanceRequest {
    let folder = product.accountType.isMargin ? "/order/" : "/orderList/"
    return BinanceRequest(
      .post, product.tradingPath + folder + kind, product.scoped(parameters), security: .signed, orderCount: orders,
      priority: .order
    ) { json, _ in json }
  }

  /// Cancels an order, by the venue's id or the client's.
  public static func cancelOrder(
    _ product: BinanceProduct, symbol: String, orderId: Int64? = nil, clientOrderId: String? = nil
  ) -> BinanceRequest {
    BinanceRequest(
      .delete, product.tradingPath + "/order",
      product.scoped(["symbol": symbol, "orderId": orderId, "origClientOrderId": clientOrderId]), security: .signed,
      priority: .cancel
    ) { json, _ in json }
  }
}
