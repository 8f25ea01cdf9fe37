import TradingEngine
import TradingModel

// The rules of the spot exchange, which margin orders follow too.
// <https://developers.binance.com/docs/binance-spot-api-docs/filters>
extension BinanceOrderCheck {
  static let spot: [BinanceOrderCheck] =
    permissions + prices + quantities + [
      BinanceOrderCheck("NOTIONAL", spotNotional), BinanceOrderCheck("TRAILING_DELTA", trailingDelta),
    ] + holdings + openOrders

  // MARK: - What the symbol allows

  /// The words by which spot says that a symbol does not take orders.
  private static let closedStatuses: Set<String> = ["HALT", "BREAK", "END_OF_DAY", "CANCEL_ONLY"]

  private static let permissions = [
    BinanceOrderCheck("SYMBOL_STATUS") { subject in
      // Nearly always it is trading, which a comparison tells sooner than the set.
      guard subject.knowledge.isStatusFresh, subject.rules.status != "TRADING",
        closedStatuses.contains(subject.rules.status)
      else { return nil }
      return DenialReason("MARKET_CLOSED", ["symbol": subject.rules.symbol, "status": subject.rules.status])
    },
    BinanceOrderCheck("TRADING_ALLOWED") { subject in
      guard subject.rules.forbidsTrading else { return nil }
      let flag = BinanceSymbolRules.tradingFlag(subject.rules.accountType)
      return DenialReason("SYMBOL_NOT_PERMITTED", [flag: "false"])
    },
    BinanceOrderCheck("ORDER_TYPE") { subject in
      word("UNSUPPORTED_ORDER_TYPE", "type", subject.order.type, subject.rules.orderTypes)
    },
    BinanceOrderCheck("SELF_TRADE_PREVENTION") { subject in
      guard subject.order.selfTradePreventionMode != "NONE" else { return nil }
      return word(
        "UNSUPPORTED_SELF_TRADE_PREVENTION_MODE", "selfTradePreventionMode", subject.order.selfTradePreventionMode,
        subject.rules.selfTradePreventionModes)
    },
    BinanceOrderCheck("FEATURES") { subject in
      let order = subject.order
      func forbidden(_ flag: String, ifUsed isUsed: Bool) -> String? {
        isUsed && subject.rules.forbids(flag) ? flag : nil
      }
      guard
        let flag = forbidden("icebergAllowed", ifUsed: order.icebergQuantity != nil)
          ?? forbidden("quoteOrderQtyMarketAllowed", ifUsed: order.quoteQuantity != nil)
          ?? forbidden("allowTrailingStop", ifUsed: order.trailingDelta != nil)
          ?? forbidden("pegInstructionsAllowed", ifUsed: order.pegPriceType != nil)
          ?? forbidden("cancelReplaceAllowed", ifUsed: order.purpose == .replacement)
          ?? forbidden("amendAllowed", ifUsed: order.purpose == .change)
      else { return nil }
      return DenialReason("UNSUPPORTED_BY_SYMBOL", ["symbol": subject.rules.symbol, flag: "false"])
    },
    BinanceOrderCheck("PRECISION") { subject in
      guard let amount = subject.order.quoteQuantity?.trimmed, let decimals = subject.rules.quotePrecision,
        amount.scale > decimals
      else { return nil }
      return DenialReason("PRECISION", ["quoteOrderQty": amount.plain(), "decimals": "\(decimals)"])
    },
  ]

  // MARK: - Prices

  private static let prices = [
    BinanceOrderCheck("PRICE_FILTER") { subject in
      let grid = subject.rules.price
      return try Self.grid("PRICE_FILTER", "price", subject.order.price, grid, names: priceNames)
        ?? Self.grid("PRICE_FILTER", "stopPrice", subject.order.stopPrice, grid, names: priceNames)
    },
    BinanceOrderCheck("PERCENT_PRICE") { subject in
      guard let price = subject.order.price, !subject.order.isMarket, let percent = subject.rules.percent,
        let reference = subject.reference(minutes: percent.averageMinutes)
      else { return nil }
      let isBuy = subject.order.side == .buy
      return try outside(
        percent.name, price, reference, up: isBuy ? percent.buyUp : percent.sellUp,
        down: isBuy ? percent.buyDown : percent.sellDown, name: "reference")
    },
  ]

  /// Whether a price is certainly beyond multiples of a reference that is known within a band.
  static func outside(
    _ filter: String, _ price: WideDecimal, _ reference: BinancePriceBand, up: WideDecimal, down: WideDecimal,
    name: String
  ) throws -> DenialReason? {
    if up.isPositive {
      let limit = try reference.high.multiplied(by: up)
      if price > limit {
        return DenialReason(
          filter,
          ["price": price.plain(), "limit": limit.plain(), name: reference.high.plain(), "multiplierUp": up.plain()])
      }
    }
    if down.isPositive {
      let limit = try reference.low.multiplied(by: down)
      if price < limit {
        return DenialReason(
          filter,
          ["price": price.plain(), "limit": limit.plain(), name: reference.low.plain(), "multiplierDown": down.plain()])
      }
    }
    return nil
  }

  // MARK: - Quantities

  private static let quantities = [
    BinanceOrderCheck("LOT_SIZE") { subject in
      let grid = subject.rules.lot
      return try Self.grid("LOT_SIZE", "quantity", subject.order.quantity, grid, names: quantityNames)
        ?? Self.grid("LOT_SIZE", "icebergQty", hidden(subject.order), grid, names: quantityNames)
    },
    BinanceOrderCheck("MARKET_LOT_SIZE") { subject in
      guard subject.order.type == "MARKET" else { return nil }
      return try Self.grid(
        "MARKET_LOT_SIZE", "quantity", subject.order.quantity, subject.rules.marketLot, names: quantityNames)
    },
    BinanceOrderCheck("ICEBERG_PARTS") { subject in
      guard let quantity = subject.order.quantity, let part = subject.order.icebergQuantity, part.isPositive else {
        return nil
      }
      if part > quantity {
        return DenialReason("ICEBERG_QUANTITY", ["icebergQty": part.plain(), "quantity": quantity.plain()])
      }
      guard let limit = subject.rules.counts["ICEBERG_PARTS"] else { return nil }
      let parts = try quantity.divided(by: part, scale: 0, rounding: .up)
      guard parts > WideDecimal(limit) else { return nil }
      return DenialReason(
        "ICEBERG_PARTS", ["parts": parts.plain(), "limit": "\(limit)", "icebergQty": part.plain()])
    },
  ]

  /// The part of an iceberg that shows; an order that shows all is none.
  private static func hidden(_ order: BinanceOrderRequest) -> WideDecimal? {
    order.icebergQuantity == order.quantity ? nil : order.icebergQuantity
  }

  // MARK: - Worth

  private static let spotNotional: Judge = { subject in
    guard let notional = subject.rules.notional else { return nil }
    let order = subject.order
    if order.isMarket {
      return try marketNotional(subject, notional)
    }
    // A peg or a replaced price is the venue's to find.
    guard let quantity = order.quantity, let price = order.price, let band = BinancePriceBand(price) else { return nil }
    return try worth(subject, quantity, at: band, notional, minimum: true, maximum: true)
  }

  /// Orders without a price are judged by the reference, and only where the filter says so.
  private static func marketNotional(
    _ subject: BinanceFilterCase, _ notional: BinanceSymbolRules.Notional
  ) throws -> DenialReason? {
    let order = subject.order
    if let amount = order.quoteQuantity {
      if notional.appliesMinimumToMarket, amount < notional.minimum {
        return DenialReason(
          notional.name, ["quoteOrderQty": amount.plain(), "minNotional": notional.minimum.plain()])
      }
      if notional.appliesMaximumToMarket, notional.maximum.isPositive, amount > notional.maximum {
        return DenialReason(
          notional.name, ["quoteOrderQty": amount.plain(), "maxNotional": notional.maximum.plain()])
      }
      return nil
    }
    guard let quantity = order.quantity, var band = subject.reference(minutes: notional.averageMinutes) else {
      return nil
    }
    // Whether a stop is worth what its trigger or what the reference makes it is not documented: both must agree.
    if let stop = order.stopPrice.flatMap({ BinancePriceBand($0) }) { band = band.joined(with: stop) }
    return try worth(
      subject, quantity, at: band, notional, minimum: notional.appliesMinimumToMarket,
      maximum: notional.appliesMaximumToMarket)
  }

  // MARK: - Trailing

  private static let trailingDelta: Judge = { subject in
    guard let delta = subject.order.trailingDelta, let rule = subject.rules.trailing else { return nil }
    let isAbove = (subject.order.side == .buy) != subject.order.isTakeProfit
    let minimum = isAbove ? rule.minimumAbove : rule.minimumBelow
    let maximum = isAbove ? rule.maximumAbove : rule.maximumBelow
    guard delta < minimum || (maximum.isPositive && delta > maximum) else { return nil }
    let side = isAbove ? "Above" : "Below"
    return DenialReason(
      "TRAILING_DELTA",
      [
        "trailingDelta": delta.plain(), "minTrailing\(side)Delta": minimum.plain(),
        "maxTrailing\(side)Delta": maximum.plain(),
      ])
  }

  // MARK: - Holdings

  private static let holdings = [
    BinanceOrderCheck("MAX_POSITION") { subject in
      guard subject.order.side == .buy, let total = subject.knowledge.baseTotal,
        let maximum = subject.rules.maxPosition,
        subject.order.purpose == .placement, !subject.order.isPending
      else { return nil }
      // What an amount in quote currency will buy is not known.
      let quantity = subject.order.quantity ?? .zero
      let buying = subject.knowledge.counts?.buying ?? .zero
      guard try total.adding(buying).adding(quantity) > maximum else { return nil }
      return DenialReason(
        "MAX_POSITION",
        [
          "position": total.plain(), "openBuys": buying.plain(), "quantity": quantity.plain(),
          "maxPosition": maximum.plain(),
        ])
    },
    BinanceOrderCheck("MAX_ASSET") { subject in
      let order = subject.order
      if let quantity = order.quantity, let limit = subject.knowledge.assetLimits[subject.rules.base],
        quantity > limit
      {
        return DenialReason(
          "MAX_ASSET", ["asset": subject.rules.base, "quantity": quantity.plain(), "limit": limit.plain()])
      }
      guard let limit = subject.knowledge.assetLimits[subject.rules.quote] else { return nil }
      var worth = order.quoteQuantity
      if worth == nil, let quantity = order.quantity, let price = order.price {
        worth = try quantity.multiplied(by: price)
      }
      guard let worth, worth > limit else { return nil }
      return DenialReason(
        "MAX_ASSET", ["asset": subject.rules.quote, "notional": worth.plain(), "limit": limit.plain()])
    },
  ]

  // MARK: - Numbers of orders

  /// Counting filters: whether the order counts, and how many there are.
  private static let openOrders: [BinanceOrderCheck] = [
    counting("MAX_NUM_ORDERS", { _ in true }, { $0.orders }),
    counting("MAX_NUM_ALGO_ORDERS", { $0.isConditional }, { $0.algoOrders }),
    counting("MAX_NUM_ICEBERG_ORDERS", { ($0.icebergQuantity ?? .zero).isPositive }, { $0.icebergOrders }),
    counting("EXCHANGE_MAX_NUM_ORDERS", { _ in true }, { $0.allOrders }),
    counting("EXCHANGE_MAX_NUM_ALGO_ORDERS", { $0.isConditional }, { $0.allAlgoOrders }),
    counting("EXCHANGE_MAX_NUM_ICEBERG_ORDERS", { ($0.icebergQuantity ?? .zero).isPositive }, { $0.allIcebergOrders }),
  ]

  static func counting(
    _ name: String, _ counts: @escaping @Sendable (BinanceOrderRequest) -> Bool,
    _ number: @escaping @Sendable (BinanceOpenOrderCounts) -> Int
  ) -> BinanceOrderCheck {
    BinanceOrderCheck(name) { subject in
      guard let open = subject.knowledge.counts, subject.order.purpose == .placement, counts(subject.order) else {
        return nil
      }
      return count(name, subject.rules.counts[name], number(open))
    }
  }
}
