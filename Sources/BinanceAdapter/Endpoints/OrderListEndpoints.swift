public import TradingModel
import TradingNetwork

// <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/account-endpoints>
// <https://developers.binance.com/docs/margin_trading/trade>

extension BinanceRequest where Response == BinanceOrderList {
  /// Asks for one list of orders, by the venue's id or the client's. Isolated margin wants the symbol, too.
  public static func orderList(
    _ product: BinanceProduct, symbol: String? = nil, orderListId: Int64? = nil, listClientOrderId: String? = nil
  ) -> BinanceRequest {
    let isMargin = product.accountType.isMargin
    return BinanceRequest(
      .get, product.tradingPath + "/orderList",
      product.scoped([
        "symbol": isMargin ? symbol : nil, "orderListId": orderListId, "origClientOrderId": listClientOrderId,
      ]), security: .signed
    ) { json, notes in try BinanceOrderList(json, notes) }
  }

  /// Cancels a list of orders as a whole.
  public static func cancelOrderList(
    _ product: BinanceProduct, symbol: String, orderListId: Int64? = nil, listClientOrderId: String? = nil
  ) -> BinanceRequest {
    BinanceRequest(
      .delete, product.tradingPath + "/orderList",
      product.scoped(["symbol": symbol, "orderListId": orderListId, "listClientOrderId": listClientOrderId]),
      security: .signed, priority: .cancel
    ) { json, notes in try BinanceOrderList(json, notes) }
  }
}

extension BinanceRequest where Response == [BinanceOrderList] {
  /// Asks for the lists of orders that are open; those of isolated margin by the pair's symbol.
  public static func openOrderLists(_ product: BinanceProduct, symbol: String? = nil) -> BinanceRequest {
    lists(product, "/openOrderList", ["symbol": product.accountType.isMargin ? symbol : nil])
  }

  /// Asks for the open lists with a working order (OTO, OTOCO) of the cross margin account.
  ///
  /// Until the working order has filled, the venue tells no numbers of the pending ones: go by their `clientOrderId`.
  public static func openWorkingLists(symbol: String? = nil) -> BinanceRequest {
    lists(BinanceAccountType.margin.product, "/oto/openOrderList", ["symbol": symbol])
  }

  /// Asks for lists of orders of the past, whatever became of them.
  public static func allOrderLists(
    _ product: BinanceProduct, symbol: String? = nil, fromId: Int64? = nil, start: UnixNanos? = nil,
    end: UnixNanos? = nil, limit: Int? = nil
  ) -> BinanceRequest {
    lists(
      product, "/allOrderList",
      [
        "symbol": product.accountType.isMargin ? symbol : nil, "fromId": fromId, "startTime": start, "endTime": end,
        "limit": limit,
      ])
  }

  private static func lists(
    _ product: BinanceProduct, _ path: String, _ parameters: BinanceParameters
  ) -> BinanceRequest {
    BinanceRequest(.get, product.tradingPath + path, product.scoped(parameters), security: .signed) { json, notes in
      try notes.list(json, of: "orderList") { try BinanceOrderList($0, notes) }
    }
  }
}
