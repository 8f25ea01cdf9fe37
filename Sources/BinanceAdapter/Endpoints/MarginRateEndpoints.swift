public import TradingModel
import TradingNetwork

// What margin costs and allows. <https://developers.binance.com/docs/margin_trading/market-data>

private let margin = "/sapi/v1/margin"

extension BinanceRequest {
  /// A list of something, each element read by itself.
  fileprivate static func list<Element: Sendable>(
    _ path: String, _ parameters: BinanceParameters = [:], key: Bool = false,
    _ read: @escaping @Sendable (JSONValue) throws -> Element
  ) -> BinanceRequest where Response == [Element] {
    BinanceRequest(.get, margin + path, parameters, security: key ? .apiKey : .signed) { json, notes in
      try notes.list(json, of: path, read)
    }
  }
}

extension BinanceRequest where Response == [BinanceCrossMarginRate] {
  /// Asks what assets cost in cross margin and how much of them may be owed; of one coin, or of all.
  ///
  /// - Parameters:
  ///   - coin: the asset whose costs are wanted; nil is all.
  ///   - vipLevel: another level than the account's own.
  public static func crossMarginRates(coin: String? = nil, vipLevel: Int? = nil) -> BinanceRequest {
    list("/crossMarginData", ["vipLevel": vipLevel, "coin": coin], BinanceCrossMarginRate.init)
  }
}

extension BinanceRequest where Response == [BinanceIsolatedMarginRate] {
  /// Asks what assets cost in isolated margin; of one pair, or of all.
  ///
  /// - Parameters:
  ///   - symbol: the pair whose costs are wanted; nil is all.
  ///   - vipLevel: another level than the account's own.
  public static func isolatedMarginRates(symbol: String? = nil, vipLevel: Int? = nil) -> BinanceRequest {
    list("/isolatedMarginData", ["vipLevel": vipLevel, "symbol": symbol], BinanceIsolatedMarginRate.init)
  }
}

extension BinanceRequest where Response == [BinanceIsolatedTier] {
  /// Asks how much may be owed in an isolated pair.
  public static func isolatedTiers(_ symbol: String, tier: Int? = nil) -> BinanceRequest {
    list("/isolatedMarginTier", ["symbol": symbol, "tier": tier], BinanceIsolatedTier.init)
  }
}

extension BinanceRequest where Response == [BinanceMarginRate] {
  /// Asks at which daily rates an asset was lent; a month at most.
  ///
  /// - Parameters:
  ///   - asset: the asset that was lent.
  ///   - vipLevel: another level than the account's own.
  ///   - start: the earliest time of a rate; nil leaves the beginning to the venue.
  ///   - end: the latest time of a rate; nil leaves the end to the venue.
  public static func interestRates(
    _ asset: String, vipLevel: Int? = nil, start: UnixNanos? = nil, end: UnixNanos? = nil
  ) -> BinanceRequest {
    list("/interestRateHistory", ["asset": asset, "vipLevel": vipLevel, "startTime": start, "endTime": end]) {
      try BinanceMarginRate($0, of: "dailyInterestRate")
    }
  }

  /// Asks at which rates assets are lent in the next hour.
  public static func nextHourlyRates(_ assets: [String], isIsolated: Bool = false) -> BinanceRequest {
    list("/next-hourly-interest-rate", ["assets": assets.joined(separator: ","), "isIsolated": isIsolated]) {
      try BinanceMarginRate($0, of: "nextHourlyInterestRate")
    }
  }
}

extension BinanceRequest where Response == BinanceMarginPriceIndex {
  /// Asks by which price margin values a pair.
  public static func marginPriceIndex(_ symbol: String) -> BinanceRequest {
    BinanceRequest(.get, margin + "/priceIndex", ["symbol": symbol], security: .apiKey) { json, _ in
      try BinanceMarginPriceIndex(json)
    }
  }
}

extension BinanceRequest where Response == [BinanceMarginAssetInfo] {
  /// Asks which assets margin knows; one, or all.
  public static func marginAssets(_ asset: String? = nil) -> BinanceRequest {
    list("/allAssets", ["asset": asset], key: true, BinanceMarginAssetInfo.init)
  }
}

extension BinanceRequest where Response == [BinanceMarginPair] {
  /// Asks which pairs are traded in cross margin; one, or all.
  public static func crossMarginPairs(symbol: String? = nil) -> BinanceRequest {
    list("/allPairs", ["symbol": symbol], key: true, BinanceMarginPair.init)
  }

  /// Asks which pairs are traded in isolated margin; one, or all.
  public static func isolatedMarginPairs(symbol: String? = nil) -> BinanceRequest {
    list("/isolated/allPairs", ["symbol": symbol], key: true, BinanceMarginPair.init)
  }
}

extension BinanceRequest where Response == [BinanceCollateralRatio] {
  /// Asks how much of what is held counts as collateral.
  public static func collateralRatios() -> BinanceRequest {
    list("/crossMarginCollateralRatio", key: true, BinanceCollateralRatio.init)
  }
}

extension BinanceRequest where Response == [BinanceMarginSchedule] {
  /// Asks which assets and pairs come to margin.
  public static func marginListings() -> BinanceRequest {
    list("/list-schedule", key: true) { try BinanceMarginSchedule($0, at: "listTime") }
  }

  /// Asks which assets and pairs leave margin.
  public static func marginDelistings() -> BinanceRequest {
    list("/delist-schedule", key: true) { try BinanceMarginSchedule($0, at: "delistTime") }
  }
}

extension BinanceRequest where Response == BinanceRestrictedAssets {
  /// Asks with which assets less may be done than with others.
  public static func restrictedMarginAssets() -> BinanceRequest {
    BinanceRequest(.get, margin + "/restricted-asset", security: .apiKey) { json, _ in
      try BinanceRestrictedAssets(json)
    }
  }
}

extension BinanceRequest where Response == [String: WideDecimal] {
  /// Asks how much the venue has to lend, by asset.
  public static func availableInventory(isIsolated: Bool = false) -> BinanceRequest {
    BinanceRequest(
      .get, margin + "/available-inventory", ["type": isIsolated ? "ISOLATED" : "MARGIN"], security: .signed
    ) { json, _ in
      guard let members = json["assets"]?.members else { throw BinanceDecodingError(field: "assets") }
      return Dictionary(members.compactMap { member in member.value.decimal.map { (member.key, $0) } }) { $1 }
    }
  }

  /// Asks how much less than its worth an asset counts when the venue judges liquidation, by asset.
  public static func liquidationRatios() -> BinanceRequest {
    BinanceRequest(.get, margin + "/risk-based-liquidation-ratio", security: .apiKey) { json, _ in
      let rows = (json.elements ?? []).compactMap { row in
        row["riskBasedLiquidationRatio"]?.decimal.flatMap { ratio in row["asset"]?.text.map { ($0, ratio) } }
      }
      return Dictionary(rows) { $1 }
    }
  }
}

extension BinanceRequest where Response == Void {
  /// Sets the highest leverage of the cross account: 3, 5 or 10. The venue takes one change a minute.
  public static func setCrossMarginLeverage(_ leverage: Int) -> BinanceRequest {
    BinanceRequest(
      .post, margin + "/max-leverage", ["maxLeverage": leverage], security: .signed, decode: { _, _ in })
  }
}

extension BinanceRequest where Response == [String] {
  /// Asks in which cross margin pairs limit prices must lie near the index price.
  public static func limitPricePairs() -> BinanceRequest {
    BinanceRequest(.get, margin + "/limit-price-pairs", security: .apiKey) { json, _ in
      json["crossMarginSymbols"]?.elements?.compactMap(\.text) ?? []
    }
  }
}

extension BinanceRequest where Response == [JSONValue] {
  /// Asks which trades of an account's order with another one of its own were prevented.
  public static func preventedMatches(
    _ product: BinanceProduct, symbol: String, orderId: Int64? = nil, preventedMatchId: Int64? = nil,
    fromId: Int64? = nil
  ) -> BinanceRequest {
    BinanceRequest(
      .get, product.tradingPath + "/myPreventedMatches",
      product.scoped([
        "symbol": symbol, "orderId": orderId, "preventedMatchId": preventedMatchId, "fromPreventedMatchId": fromId,
      ]), security: .signed
    ) { json, _ in json.elements ?? [] }
  }
}
