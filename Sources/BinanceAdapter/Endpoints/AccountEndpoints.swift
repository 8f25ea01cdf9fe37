public import TradingModel
import TradingNetwork

// <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/account-endpoints>
// <https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api>

extension BinanceRequest where Response == BinanceSpotAccount {
  /// Asks for the spot account.
  public static func spotAccount(omitZeroBalances: Bool = true) -> BinanceRequest {
    BinanceRequest(.get, "/api/v3/account", ["omitZeroBalances": omitZeroBalances], security: .signed) { json, notes in
      try BinanceSpotAccount(json, notes)
    }
  }
}

extension BinanceRequest where Response == BinanceFuturesAccount {
  /// Asks for a futures account, in the form that tells the fee tier.
  public static func futuresAccount(_ product: BinanceProduct) -> BinanceRequest {
    let path = product.accountType == .coinFutures ? "/dapi/v1/account" : "/fapi/v2/account"
    return BinanceRequest(.get, path, security: .signed) { json, notes in try BinanceFuturesAccount(json, notes) }
  }
}

extension BinanceRequest where Response == BinanceCommissionRate {
  /// Asks what the account pays for trades in a symbol.
  public static func commissionRate(_ product: BinanceProduct, symbol: String) -> BinanceRequest {
    guard product.accountType.isFutures else {
      return BinanceRequest(.get, "/api/v3/account/commission", ["symbol": symbol], security: .signed) { json, _ in
        guard let standard = json["standardCommission"] else {
          throw BinanceDecodingError(field: "standardCommission")
        }
        return BinanceCommissionRate(
          symbol: symbol, maker: try standard.decimal("maker"), taker: try standard.decimal("taker"))
      }
    }
    return BinanceRequest(.get, product.restPath + "/commissionRate", ["symbol": symbol], security: .signed) {
      json, _ in
      BinanceCommissionRate(
        symbol: symbol, maker: try json.decimal("makerCommissionRate"), taker: try json.decimal("takerCommissionRate"))
    }
  }
}

extension BinanceRequest where Response == [BinanceCommissionRate] {
  /// Asks what the account pays for trades in all spot symbols, or in one.
  public static func tradeFees(symbol: String? = nil, us: Bool = false) -> BinanceRequest {
    let path = us ? "/sapi/v1/asset/query/trading-fee" : "/sapi/v1/asset/tradeFee"
    return BinanceRequest(.get, path, ["symbol": symbol], security: .signed) { json, notes in
      try notes.list(json, of: "tradeFee") { element in
        BinanceCommissionRate(
          symbol: try element.text("symbol"), maker: try element.decimal("makerCommission"),
          taker: try element.decimal("takerCommission"))
      }
    }
  }
}

extension BinanceRequest where Response == BinanceBNBBurn {
  /// Asks whether commissions of spot and margin, and interest of margin loans, are paid in BNB. Live only.
  public static func bnbBurn() -> BinanceRequest {
    BinanceRequest(.get, "/sapi/v1/bnbBurn", security: .signed) { json, _ in try BinanceBNBBurn(json) }
  }
}

extension BinanceRequest where Response == BinanceApiRestrictions {
  /// Asks what the key may do. Live only.
  public static func apiRestrictions() -> BinanceRequest {
    BinanceRequest(.get, "/sapi/v1/account/apiRestrictions", security: .signed) { json, _ in
      try BinanceApiRestrictions(json)
    }
  }
}

extension BinanceRequest where Response == [BinanceOrderRateLimit] {
  /// Asks how many orders the account has placed, and may place.
  ///
  /// - Parameters:
  ///   - product: the account whose orders are counted.
  ///   - symbol: the pair, which isolated margin wants.
  public static func orderRateLimits(_ product: BinanceProduct, symbol: String? = nil) -> BinanceRequest {
    let isIsolated = product.accountType == .isolatedMargin
    return BinanceRequest(
      .get, product.tradingPath + "/rateLimit/order", product.scoped(["symbol": isIsolated ? symbol : nil]),
      security: .signed
    ) { json, notes in try notes.list(json, of: "rateLimit/order", BinanceOrderRateLimit.init) }
  }
}

extension BinanceRequest where Response == [BinanceOrder] {
  /// Asks for open orders, of one symbol or (dearer) of all.
  public static func openOrders(_ product: BinanceProduct, symbol: String? = nil) -> BinanceRequest {
    BinanceRequest(
      .get, product.tradingPath + "/openOrders", product.scoped(["symbol": symbol]), security: .signed
    ) { json, notes in
      try notes.list(json, of: "openOrders", BinanceOrder.init)
    }
  }

  /// Asks for orders of the past, whatever became of them.
  public static func allOrders(
    _ product: BinanceProduct, symbol: String, orderId: Int64? = nil, start: UnixNanos? = nil, end: UnixNanos? = nil,
    limit: Int? = nil
  ) -> BinanceRequest {
    let parameters: BinanceParameters = [
      "symbol": symbol, "orderId": orderId, "startTime": start, "endTime": end, "limit": limit,
    ]
    return BinanceRequest(
      .get, product.tradingPath + "/allOrders", product.scoped(parameters), security: .signed
    ) { json, notes in
      try notes.list(json, of: "allOrders", BinanceOrder.init)
    }
  }
}

extension BinanceRequest where Response == BinanceOrder {
  /// Asks for one order, by the venue's id or the client's.
  public static func order(
    _ product: BinanceProduct, symbol: String, orderId: Int64? = nil, clientOrderId: String? = nil
  ) -> BinanceRequest {
    let parameters: BinanceParameters = [
      "symbol": symbol, "orderId": orderId, "origClientOrderId": clientOrderId,
    ]
    return BinanceRequest(
      .get, product.tradingPath + "/order", product.scoped(parameters), security: .signed
    ) { json, _ in
      try BinanceOrder(json)
    }
  }
}

extension BinanceRequest where Response == [BinanceAccountTrade] {
  /// Asks for the account's trades in a symbol.
  public static func myTrades(
    _ product: BinanceProduct, symbol: String, orderId: Int64? = nil, fromId: Int64? = nil, start: UnixNanos? = nil,
    end: UnixNanos? = nil, limit: Int? = nil
  ) -> BinanceRequest {
    let parameters: BinanceParameters = [
      "symbol": symbol, "orderId": orderId, "startTime": start, "endTime": end, "fromId": fromId, "limit": limit,
    ]
    let path = product.tradingPath + (product.accountType.isFutures ? "/userTrades" : "/myTrades")
    return BinanceRequest(.get, path, product.scoped(parameters), security: .signed) { json, notes in
      try notes.list(json, of: "myTrades", BinanceAccountTrade.init)
    }
  }
}

extension BinanceRequest where Response == [BinanceAccountTrade] {
  /// Asks for what smart order routing allocated to an order of the account.
  public static func myAllocations(_ product: BinanceProduct, symbol: String, orderId: Int64) -> BinanceRequest {
    BinanceRequest(
      .get, product.restPath + "/myAllocations", ["symbol": symbol, "orderId": orderId], security: .signed
    ) { json, notes in
      try notes.list(json, of: "myAllocations", BinanceAccountTrade.init)
    }
  }
}

extension BinanceRequest where Response == SecretText {
  /// Makes a listen key for the user data stream, or prolongs the one that exists (futures, Binance US).
  public static func createListenKey(_ product: BinanceProduct) -> BinanceRequest {
    BinanceRequest(.post, BinanceListenKeys.path(product), security: .apiKey) { json, _ in
      SecretText(try json.text("listenKey"))
    }
  }

}

extension BinanceRequest where Response == Void {
  /// Prolongs a listen key by an hour; futures need no key named.
  public static func keepListenKeyAlive(_ product: BinanceProduct, listenKey: SecretText? = nil) -> BinanceRequest {
    BinanceRequest(
      .put, BinanceListenKeys.path(product), ["listenKey": listenKey?.reveal { $0 }], security: .apiKey,
      decode: { _, _ in })
  }

  /// Ends a listen key.
  public static func closeListenKey(_ product: BinanceProduct, listenKey: SecretText? = nil) -> BinanceRequest {
    BinanceRequest(
      .delete, BinanceListenKeys.path(product), ["listenKey": listenKey?.reveal { $0 }], security: .apiKey,
      decode: { _, _ in })
  }
}

/// Where listen keys are made.
private enum BinanceListenKeys {
  static func path(_ product: BinanceProduct) -> String {
    product.accountType.isFutures ? product.restPath + "/listenKey" : "/api/v3/userDataStream"
  }
}

extension BinanceProduct {
  /// Adds what isolated margin wants to hear in every account request.
  func scoped(_ parameters: BinanceParameters) -> BinanceParameters {
    guard accountType == .isolatedMargin else { return parameters }
    var parameters = parameters
    parameters.append("isIsolated", "TRUE")
    return parameters
  }
}
