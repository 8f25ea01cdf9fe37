import TradingModel

/// The symbols of `exchangeInfo`, product by product.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/general-endpoints>.
enum SymbolPayloads {
  static func symbol(
    _ rules: SymbolRules, product: SandboxProduct, showPermissionSets: Bool, into writer: inout JSONWriter
  ) {
    switch product {
    case .spot: spot(rules, showPermissionSets: showPermissionSets, &writer)
    case .usdm: usdm(rules, &writer)
    case .coinm: coinm(rules, &writer)
    }
  }

  private static func spot(_ rules: SymbolRules, showPermissionSets: Bool, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("symbol", rules.symbol)
      writer.field("status", rules.status.rawValue)
      writer.field("baseAsset", rules.baseAsset)
      writer.field("baseAssetPrecision", rules.assetPrecision)
      writer.field("quoteAsset", rules.quoteAsset)
      writer.field("quotePrecision", rules.assetPrecision)
      writer.field("quoteAssetPrecision", rules.assetPrecision)
      writer.field("baseCommissionPrecision", rules.assetPrecision)
      writer.field("quoteCommissionPrecision", rules.assetPrecision)
      writer.field("orderTypes", strings: rules.orderTypes)
      for (name, capability) in SymbolCapabilities.flags {
        writer.key(text: name)
        writer.value(rules.capabilities.contains(capability))
      }
      writer.field("isSpotTradingAllowed", true)
      writer.field("isMarginTradingAllowed", rules.permissions.contains("MARGIN"))
      writer.key("filters")
      writer.array { spotFilters(rules, &$0) }
      writer.field("permissions", strings: [])
      writer.key("permissionSets")
      writer.array { writer in
        if showPermissionSets {
          writer.array { writer in
            for permission in rules.permissions { writer.value(permission) }
          }
        }
      }
      writer.field("defaultSelfTradePreventionMode", "EXPIRE_MAKER")
      writer.field(
        "allowedSelfTradePreventionModes",
        strings: ["EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH", "DECREMENT", "TRANSFER"])
    }
  }

  static func spotFilters(_ rules: SymbolRules, _ writer: inout JSONWriter) {
    let filters = rules.filters
    priceFilter(rules, &writer)
    quantityFilter(
      "LOT_SIZE", filters.minQuantity, filters.maxQuantity, filters.stepSize, rules, &writer)
    filter("ICEBERG_PARTS", &writer) { $0.field("limit", filters.icebergParts) }
    quantityFilter(
      "MARKET_LOT_SIZE", filters.marketMinQuantity, filters.marketMaxQuantity, filters.marketStepSize, rules, &writer)
    filter("TRAILING_DELTA", &writer) { writer in
      writer.field("minTrailingAboveDelta", filters.minTrailingDelta)
      writer.field("maxTrailingAboveDelta", filters.maxTrailingDelta)
      writer.field("minTrailingBelowDelta", filters.minTrailingDelta)
      writer.field("maxTrailingBelowDelta", filters.maxTrailingDelta)
    }
    filter("PERCENT_PRICE_BY_SIDE", &writer) { writer in
      writer.field("bidMultiplierUp", multiplier(filters.bidMultiplierUp))
      writer.field("bidMultiplierDown", multiplier(filters.bidMultiplierDown))
      writer.field("askMultiplierUp", multiplier(filters.askMultiplierUp))
      writer.field("askMultiplierDown", multiplier(filters.askMultiplierDown))
      writer.field("avgPriceMins", filters.averagePriceMinutes)
    }
    notionalFilter(filters, &writer)
    filter("MAX_NUM_ORDERS", &writer) { $0.field("maxNumOrders", filters.maxOrders) }
    filter("MAX_NUM_ORDER_LISTS", &writer) { $0.field("maxNumOrderLists", filters.maxOrderLists) }
    if let most = filters.maxAlgoOrders {
      filter("MAX_NUM_ALGO_ORDERS", &writer) { $0.field("maxNumAlgoOrders", most) }
    }
    filter("MAX_NUM_ORDER_AMENDS", &writer) { $0.field("maxNumOrderAmends", filters.maxOrderAmends) }
    if let most = filters.maxIcebergOrders {
      filter("MAX_NUM_ICEBERG_ORDERS", &writer) { $0.field("maxNumIcebergOrders", most) }
    }
    if let most = filters.maxPosition { filter("MAX_POSITION", &writer) { $0.field("maxPosition", most) } }
  }

  /// What spot looks at of an order's value: nothing, the least, or both bounds.
  private static func notionalFilter(_ filters: SymbolFilters, _ writer: inout JSONWriter) {
    guard filters.minNotional != nil || filters.maxNotional != nil else { return }
    filter(filters.notionalName, &writer) { writer in
      writer.field("minNotional", filters.minNotional ?? .zero)
      if let most = filters.maxNotional {
        writer.field("applyMinToMarket", filters.appliesMinToMarket)
        writer.field("maxNotional", most)
        writer.field("applyMaxToMarket", filters.appliesMaxToMarket)
      } else {
        writer.field("applyToMarket", filters.appliesMinToMarket)
      }
      writer.field("avgPriceMins", filters.averagePriceMinutes)
    }
  }

  /// The filters of the whole exchange that are set.
  static func exchangeFilters(_ limits: ExchangeLimits, _ writer: inout JSONWriter) {
    if let most = limits.maxOrders { filter("EXCHANGE_MAX_NUM_ORDERS", &writer) { $0.field("maxNumOrders", most) } }
    if let most = limits.maxAlgoOrders {
      filter("EXCHANGE_MAX_NUM_ALGO_ORDERS", &writer) { $0.field("maxNumAlgoOrders", most) }
    }
    if let most = limits.maxIcebergOrders {
      filter("EXCHANGE_MAX_NUM_ICEBERG_ORDERS", &writer) { $0.field("maxNumIcebergOrders", most) }
    }
    if let most = limits.maxOrderLists {
      filter("EXCHANGE_MAX_NUM_ORDER_LISTS", &writer) { $0.field("maxNumOrderLists", most) }
    }
  }

  private static func usdm(_ rules: SymbolRules, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("symbol", rules.symbol)
      writer.field("pair", rules.pair)
      writer.field("contractType", rules.contractType)
      writer.field("deliveryDate", rules.deliveryDate.milliseconds)
      writer.field("onboardDate", rules.onboardDate.milliseconds)
      writer.field("status", rules.status.rawValue)
      writer.field("maintMarginPercent", rules.maintenanceMarginPercent)
      writer.field("requiredMarginPercent", rules.requiredMarginPercent)
      writer.field("baseAsset", rules.baseAsset)
      writer.field("quoteAsset", rules.quoteAsset)
      writer.field("marginAsset", rules.marginAsset)
      futuresPrecisions(rules, &writer)
      writer.field("underlyingType", "COIN")
      writer.field("underlyingSubType", strings: ["PoW"])
      writer.field("settlePlan", 0)
      writer.field("triggerProtect", multiplier(rules.filters.triggerProtect, decimals: 4))
      writer.key("filters")
      writer.array { writer in
        futuresFilters(rules, &writer)
        if let least = rules.filters.minNotional {
          filter("MIN_NOTIONAL", &writer) { $0.short("notional", least) }
        }
        filter("POSITION_RISK_CONTROL", &writer) { $0.field("positionControlSide", "NONE") }
      }
      writer.field("orderTypes", strings: rules.orderTypes)
      writer.field("timeInForce", strings: rules.timesInForce)
      writer.field("liquidationFee", "0.012500")
      writer.field("marketTakeBound", multiplier(rules.filters.marketTakeBound))
      writer.field("maxMoveOrderLimit", VenueExchange.mostModifications)
      writer.field("permissionSets", strings: ["GRID", "COPY"])
    }
  }

  private static func coinm(_ rules: SymbolRules, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("filters")
      writer.array { futuresFilters(rules, &$0) }
      writer.field("orderTypes", strings: rules.orderTypes)
      writer.field("timeInForce", strings: rules.timesInForce)
      writer.field("liquidationFee", "0.015000")
      writer.field("marketTakeBound", multiplier(rules.filters.marketTakeBound))
      writer.field("maxMoveOrderLimit", VenueExchange.mostModifications)
      writer.field("symbol", rules.symbol)
      writer.field("pair", rules.pair)
      writer.field("contractType", rules.contractType)
      writer.field("deliveryDate", rules.deliveryDate.milliseconds)
      writer.field("onboardDate", rules.onboardDate.milliseconds)
      writer.field("contractStatus", rules.status.rawValue)
      writer.field("contractSize", rules.contractSize)
      writer.field("quoteAsset", rules.quoteAsset)
      writer.field("baseAsset", rules.baseAsset)
      writer.field("marginAsset", rules.marginAsset)
      futuresPrecisions(rules, &writer)
      writer.field("equalQtyPrecision", 4)
      writer.field("triggerProtect", multiplier(rules.filters.triggerProtect, decimals: 4))
      writer.field("maintMarginPercent", rules.maintenanceMarginPercent)
      writer.field("requiredMarginPercent", rules.requiredMarginPercent)
      writer.field("underlyingType", "COIN")
      writer.field("underlyingSubType", strings: ["PoW"])
      writer.field("permissionSets", strings: ["GRID"])
    }
  }

  private static func futuresPrecisions(_ rules: SymbolRules, _ writer: inout JSONWriter) {
    writer.field("pricePrecision", rules.priceDecimals)
    writer.field("quantityPrecision", rules.quantityDecimals)
    writer.field("baseAssetPrecision", rules.assetPrecision)
    writer.field("quotePrecision", rules.assetPrecision)
  }

  private static func futuresFilters(_ rules: SymbolRules, _ writer: inout JSONWriter) {
    let filters = rules.filters
    priceFilter(rules, &writer)
    quantityFilter(
      "LOT_SIZE", filters.minQuantity, filters.maxQuantity, filters.stepSize, rules, &writer)
    quantityFilter(
      "MARKET_LOT_SIZE", filters.marketMinQuantity, filters.marketMaxQuantity,
      filters.marketStepSize == 0 ? filters.stepSize : filters.marketStepSize, rules, &writer)
    filter("MAX_NUM_ORDERS", &writer) { $0.field("limit", filters.maxOrders) }
    if let most = filters.maxAlgoOrders { filter("MAX_NUM_ALGO_ORDERS", &writer) { $0.field("limit", most) } }
    filter("PERCENT_PRICE", &writer) { writer in
      writer.field("multiplierUp", multiplier(filters.bidMultiplierUp, decimals: 4))
      writer.field("multiplierDown", multiplier(filters.askMultiplierDown, decimals: 4))
      writer.field("multiplierDecimal", "4")
    }
  }

  private static func priceFilter(_ rules: SymbolRules, _ writer: inout JSONWriter) {
    filter("PRICE_FILTER", &writer) { writer in
      writer.field("minPrice", rules.filters.minPrice, decimals: rules.priceDecimals)
      writer.field("maxPrice", rules.filters.maxPrice, decimals: rules.priceDecimals)
      writer.field("tickSize", rules.filters.tickSize, decimals: rules.priceDecimals)
    }
  }

  private static func quantityFilter(
    _ name: String, _ least: Int64, _ most: Int64, _ step: Int64, _ rules: SymbolRules, _ writer: inout JSONWriter
  ) {
    filter(name, &writer) { writer in
      writer.field("minQty", least, decimals: rules.quantityDecimals)
      writer.field("maxQty", most, decimals: rules.quantityDecimals)
      writer.field("stepSize", step, decimals: rules.quantityDecimals)
    }
  }

  private static func filter(_ type: String, _ writer: inout JSONWriter, _ body: (inout JSONWriter) -> Void) {
    writer.object { writer in
      writer.field("filterType", type)
      body(&writer)
    }
  }

  /// A multiplier in units of 10^-4, as short as it can be written but with at least `decimals` decimals.
  private static func multiplier(_ value: Int64, decimals: Int = 0) -> String {
    WideDecimal(mantissa: Int128(value), scale: 4).plain(minimumDecimals: decimals)
  }
}
