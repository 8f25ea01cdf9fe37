public import TradingModel
import TradingNetwork

// <https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api>
// <https://developers.binance.com/docs/derivatives/coin-margined-futures/account/rest-api>

extension BinanceProduct {
  /// The newest account and position endpoints of a product, and older ones for servers that lack those.
  var accountPaths: [String] {
    accountType == .coinFutures ? ["/dapi/v1/account"] : ["/fapi/v3/account", "/fapi/v2/account"]
  }
  var positionPaths: [String] {
    accountType == .coinFutures ? ["/dapi/v1/positionRisk"] : ["/fapi/v3/positionRisk", "/fapi/v2/positionRisk"]
  }
}

extension BinanceRequest where Response == BinanceFuturesAccount {
  /// Asks for a futures account.
  static func futuresAccount(path: String) -> BinanceRequest {
    BinanceRequest(.get, path, security: .signed) { json, notes in try BinanceFuturesAccount(json, notes) }
  }
}

extension BinanceRequest where Response == [BinanceFuturesPosition] {
  /// Asks for a futures account's positions.
  static func positionRisk(path: String) -> BinanceRequest {
    BinanceRequest(.get, path, security: .signed) { json, notes in
      try notes.list(json, of: "positionRisk", BinanceFuturesPosition.init)
    }
  }
}

extension BinanceRequest where Response == [BinanceSymbolConfig] {
  /// Asks for leverage and margin type of one symbol, or of all (USDⓈ-M).
  public static func symbolConfig(_ product: BinanceProduct, symbol: String? = nil) -> BinanceRequest {
    BinanceRequest(.get, product.restPath + "/symbolConfig", ["symbol": symbol], security: .signed) { json, notes in
      try notes.listOrOne(json, of: "symbolConfig", BinanceSymbolConfig.init)
    }
  }
}

extension BinanceRequest where Response == [BinanceLeverageBrackets] {
  /// Asks for the leverage brackets of one symbol, or of all.
  public static func leverageBrackets(_ product: BinanceProduct, symbol: String? = nil) -> BinanceRequest {
    let path = product.accountType == .coinFutures ? "/dapi/v2/leverageBracket" : "/fapi/v1/leverageBracket"
    return BinanceRequest(.get, path, ["symbol": symbol], security: .signed) { json, notes in
      try notes.listOrOne(json, of: "leverageBracket", BinanceLeverageBrackets.init)
    }
  }
}

extension BinanceRequest where Response == BinancePositionMode {
  /// Asks whether the account keeps one position an instrument or two; both products share the setting.
  public static func positionMode(_ product: BinanceProduct) -> BinanceRequest {
    BinanceRequest(.get, product.restPath + "/positionSide/dual", security: .signed) { json, _ in
      try json.bool("dualSidePosition") ? .hedge : .oneWay
    }
  }
}

extension BinanceRequest where Response == Bool {
  /// Asks whether all assets margin all positions (USDⓈ-M).
  static func multiAssetsMode(_ product: BinanceProduct) -> BinanceRequest {
    BinanceRequest(.get, product.restPath + "/accountConfig", security: .signed) { json, _ in
      try json.bool("multiAssetsMargin")
    }
  }
}

extension BinanceRequest where Response == Void {
  /// Changes the position mode; refused while there are positions or open orders.
  public static func changePositionMode(_ product: BinanceProduct, to mode: BinancePositionMode) -> BinanceRequest {
    BinanceRequest(
      .post, product.restPath + "/positionSide/dual", ["dualSidePosition": mode == .hedge], security: .signed,
      decode: { _, _ in })
  }

  /// Changes how positions in a symbol are margined.
  public static func changeMarginType(
    _ product: BinanceProduct, symbol: String, to type: BinanceMarginType
  ) -> BinanceRequest {
    BinanceRequest(
      .post, product.restPath + "/marginType", ["symbol": symbol, "marginType": type.rawValue], security: .signed,
      decode: { _, _ in })
  }

  /// Switches multi-assets mode, in which all assets margin all positions (USDⓈ-M).
  public static func changeMultiAssetsMode(_ product: BinanceProduct, to isOn: Bool) -> BinanceRequest {
    BinanceRequest(
      .post, product.restPath + "/multiAssetsMargin", ["multiAssetsMargin": isOn], security: .signed,
      decode: { _, _ in })
  }

  /// Switches whether fees are paid in BNB at a discount (USDⓈ-M).
  public static func changeFeeBurn(_ product: BinanceProduct, to isOn: Bool) -> BinanceRequest {
    BinanceRequest(
      .post, product.restPath + "/feeBurn", ["feeBurn": isOn], security: .signed, decode: { _, _ in })
  }

  /// Arms the venue's timer that cancels all open orders of a symbol, or disarms it with zero.
  public static func countdownCancelAll(
    _ product: BinanceProduct, symbol: String, milliseconds: Int64
  ) -> BinanceRequest {
    BinanceRequest(
      .post, product.restPath + "/countdownCancelAll", ["symbol": symbol, "countdownTime": milliseconds],
      security: .signed, priority: .cancel, decode: { _, _ in })
  }
}

extension BinanceRequest where Response == BinanceLeverageChange {
  /// Changes the leverage of a symbol.
  public static func changeLeverage(_ product: BinanceProduct, symbol: String, to leverage: Int) -> BinanceRequest {
    BinanceRequest(
      .post, product.restPath + "/leverage", ["symbol": symbol, "leverage": leverage], security: .signed
    ) { json, _ in try BinanceLeverageChange(json) }
  }
}

extension BinanceRequest where Response == BinanceMarginAdjustment {
  /// Adds margin to an isolated position, or takes some (a negative amount).
  public static func adjustMargin(
    _ product: BinanceProduct, symbol: String, amount: WideDecimal, positionSide: String?
  ) -> BinanceRequest {
    let parameters: BinanceParameters = [
      "symbol": symbol, "positionSide": positionSide, "amount": amount.magnitude, "type": amount.isNegative ? 2 : 1,
    ]
    return BinanceRequest(.post, product.restPath + "/positionMargin", parameters, security: .signed) { json, _ in
      try BinanceMarginAdjustment(json)
    }
  }
}

extension BinanceRequest where Response == BinanceAlgoOrder {
  /// Asks for one conditional order.
  static func algoOrder(_ product: BinanceProduct, _ reference: BinanceParameters) -> BinanceRequest {
    BinanceRequest(.get, product.restPath + "/algoOrder", reference, security: .signed) { json, _ in
      try BinanceAlgoOrder(json)
    }
  }
}

extension BinanceRequest where Response == [BinanceAlgoOrder] {
  /// Asks for waiting conditional orders, of one symbol or (dearer) of all.
  static func openAlgoOrders(_ product: BinanceProduct, symbol: String? = nil) -> BinanceRequest {
    BinanceRequest(.get, product.restPath + "/openAlgoOrders", ["symbol": symbol], security: .signed) { json, notes in
      try notes.list(json.elements == nil ? json["orders"] ?? json : json, of: "openAlgoOrders", BinanceAlgoOrder.init)
    }
  }

  /// Asks for conditional orders of the past, whatever became of them.
  static func allAlgoOrders(
    _ product: BinanceProduct, symbol: String, algoId: Int64? = nil, start: UnixNanos? = nil, end: UnixNanos? = nil,
    limit: Int? = nil
  ) -> BinanceRequest {
    let parameters: BinanceParameters = [
      "symbol": symbol, "algoId": algoId, "startTime": start, "endTime": end, "limit": limit,
    ]
    return BinanceRequest(.get, product.restPath + "/allAlgoOrders", parameters, security: .signed) { json, notes in
      try notes.list(json.elements == nil ? json["orders"] ?? json : json, of: "allAlgoOrders", BinanceAlgoOrder.init)
    }
  }
}
