import TradingModel

/// What an order is worth, judged against the instrument's and the user's bounds and against the free balance.
struct ExposureRules {
  let instrument: Instrument
  let market: any MarketView
  let maxNotionalPerOrder: WideDecimal?

  /// The price at which an order is valued: its own, else the market's; `nil` when none is known.
  func valuationPrice(_ terms: OrderTerms) -> Price? {
    if let price = terms.price ?? terms.triggerPrice { return price }
    if let quote = market.quote(instrument.id) { return terms.side == .buy ? quote.askPrice : quote.bidPrice }
    return market.trade(instrument.id)?.price ?? market.markPrice(instrument.id)?.value
  }

  /// What an order is worth; `nil` when no price is known.
  func notional(_ terms: OrderTerms) -> Money? {
    if terms.isQuoteQuantity { return Money(terms.quantity.wide, instrument.quote) }
    guard let price = valuationPrice(terms), price.raw > 0 else { return nil }
    return try? instrument.notional(quantity: terms.quantity, price: price)
  }

  /// The first bound on an order's worth that the terms break.
  func denial(of terms: OrderTerms) -> DenialReason? {
    guard let notional = notional(terms) else { return nil }
    if let maximum = maxNotionalPerOrder, notional.amount > maximum {
      return DenialReason(
        "NOTIONAL_EXCEEDS_MAX_PER_ORDER",
        ["notional": "\(notional)", "max_notional_per_order": "\(Money(maximum, notional.currency))"])
    }
    // The venue judges market orders by an average price, and only where their symbol says so, and some conditional ones
    // by their trigger: only a plain order's own price says here what the venue will say.
    let isExact = terms.price != nil && !terms.type.hasTriggerPrice && !terms.isQuoteQuantity
    guard isExact, !terms.isReduceOnly else { return nil }
    if let minimum = instrument.limits.minNotional, minimum.currency == notional.currency,
      notional.amount < minimum.amount
    {
      return DenialReason("NOTIONAL_BELOW_MINIMUM", ["notional": "\(notional)", "min_notional": "\(minimum)"])
    }
    if let maximum = instrument.limits.maxNotional, maximum.amount.isPositive, maximum.currency == notional.currency,
      notional.amount > maximum.amount
    {
      return DenialReason("NOTIONAL_EXCEEDS_MAXIMUM", ["notional": "\(notional)", "max_notional": "\(maximum)"])
    }
    return nil
  }

  /// What the order takes from a cash account: quote currency to buy, base currency to sell.
  func cost(_ terms: OrderTerms) -> Money? {
    switch terms.side {
    // What the venue pegs to the book costs what it finds there.
    case .buy: terms.params["pegPriceType"] != nil && terms.price == nil ? nil : notional(terms)
    case .sell: terms.isQuoteQuantity ? nil : Money(terms.quantity.wide, instrument.base)
    }
  }
}
