import TradingEngine
import TradingModel

// The rules of the futures exchanges, which differ from spot's in formula and in what they spare.
// <https://developers.binance.com/docs/derivatives/usds-margined-futures/common-definition>
extension BinanceOrderCheck {
  static let futures: [BinanceOrderCheck] = [
    BinanceOrderCheck("SYMBOL_STATUS", futuresStatus),
    BinanceOrderCheck("ORDER_TYPE") { subject in
      // The algo service has types of its own.
      guard !subject.order.isConditional else { return nil }
      return word("UNSUPPORTED_ORDER_TYPE", "type", subject.order.type, subject.rules.orderTypes)
    },
    BinanceOrderCheck("TIME_IN_FORCE") { subject in
      // The algo service takes words that exchangeInfo does not list.
      guard !subject.order.isConditional else { return nil }
      return word(
        "UNSUPPORTED_TIME_IN_FORCE", "timeInForce", subject.order.timeInForce, subject.rules.timesInForce)
    },
    BinanceOrderCheck("PRICE_FILTER", futuresPrice),
    BinanceOrderCheck("LOT_SIZE", futuresQuantity),
    BinanceOrderCheck("PERCENT_PRICE", futuresPercent),
    BinanceOrderCheck("MIN_NOTIONAL", futuresNotional),
    BinanceOrderCheck("CALLBACK_RATE", callbackRate),
    counting("MAX_NUM_ORDERS", { !$0.isConditional }, { $0.orders }),
    counting("MAX_NUM_ALGO_ORDERS", { $0.isConditional }, { $0.algoOrders }),
  ]

  /// The words by which futures say that a contract cannot be traded at all.
  private static let endedStatuses: Set<String> = ["CLOSE", "DELIVERED", "SETTLING", "DELIVERING", "PRE_DELIVERING"]

  private static let futuresStatus: Judge = { subject in
    // What reduces a position may be let through at the end of a contract's life.
    guard subject.knowledge.isStatusFresh, endedStatuses.contains(subject.rules.status),
      !subject.order.reduces
    else { return nil }
    return DenialReason("MARKET_CLOSED", ["symbol": subject.rules.symbol, "status": subject.rules.status])
  }

  /// Steps are counted from the least price, unlike on spot.
  private static let futuresPrice: Judge = { subject in
    let grid = subject.rules.price
    for (name, value) in [
      ("price", subject.order.price), ("triggerPrice", subject.order.stopPrice),
      ("activatePrice", subject.order.activationPrice),
    ] {
      let denial = try Self.grid(
        "PRICE_FILTER", name, value, grid, names: priceNames, offset: grid?.minimum ?? .zero)
      if let denial { return denial }
    }
    return nil
  }

  /// Steps are counted from the least quantity. Orders that close a position have none.
  private static let futuresQuantity: Judge = { subject in
    guard !subject.order.closesPosition, let quantity = subject.order.quantity else { return nil }
    let lot = subject.rules.lot
    guard subject.order.type == "MARKET", var market = subject.rules.marketLot else {
      return try Self.grid(
        "LOT_SIZE", "quantity", quantity, lot, names: quantityNames, offset: lot?.minimum ?? .zero)
    }
    if market.minimum.isZero { market.minimum = lot?.minimum ?? .zero }
    return try Self.grid(
      "MARKET_LOT_SIZE", "quantity", quantity, market, names: quantityNames, offset: market.minimum)
  }

  /// One-sided: buyers have a cap and sellers a floor. A conditional order's reference is not documented, so that the
  /// mark and its trigger must both be too far away.
  private static let futuresPercent: Judge = { subject in
    let order = subject.order
    guard let price = order.price, !order.isMarket, let percent = subject.rules.percent,
      var reference = subject.knowledge.mark
    else { return nil }
    if order.isConditional {
      guard let stop = order.stopPrice.flatMap({ BinancePriceBand($0) }) else { return nil }
      reference = reference.joined(with: stop)
    }
    return try outside(
      "PERCENT_PRICE", price, reference, up: order.side == .buy ? percent.buyUp : .zero,
      down: order.side == .sell ? percent.sellDown : .zero, name: "markPrice")
  }

  private static let futuresNotional: Judge = { subject in
    let order = subject.order
    guard let notional = subject.rules.notional, !order.reduces, let quantity = order.quantity
    else { return nil }
    var bands = [order.price, order.stopPrice].compactMap { $0.flatMap { BinancePriceBand($0) } }
    if order.price == nil || order.isConditional {
      // The venue's price is the mark; whether a trigger stands in for it is not documented, so that all must agree.
      guard order.priceMatch == nil, let mark = subject.knowledge.mark else { return nil }
      bands.append(mark)
    }
    guard var band = bands.first else { return nil }
    for other in bands.dropFirst() { band = band.joined(with: other) }
    return try worth(subject, quantity, at: band, notional, minimum: true, maximum: false)
  }

  /// Percent of a trailing stop; the upper bound is 20 since October 2026.
  private static let callbackRate: Judge = { subject in
    guard let rate = subject.order.callbackRate else { return nil }
    guard rate < WideDecimal(mantissa: 1, scale: 1) || rate > WideDecimal(20) else { return nil }
    return DenialReason("CALLBACK_RATE", ["callbackRate": rate.plain(), "minimum": "0.1", "maximum": "20"])
  }
}
