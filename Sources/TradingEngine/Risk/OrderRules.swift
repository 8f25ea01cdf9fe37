import TradingModel

/// What an instrument's rules say about an order's own numbers; no market and no account is needed to judge them.
struct OrderRules {
  let instrument: Instrument

  /// The first rule that the terms break, at the given time.
  func denial(of terms: OrderTerms, now: UnixNanos) -> DenialReason? {
    completeness(terms) ?? time(terms, now: now) ?? prices(terms) ?? quantities(terms)
  }

  // MARK: What must be there

  private func completeness(_ terms: OrderTerms) -> DenialReason? {
    // The venue determines the price itself where it is told how.
    let isPricedByVenue = terms.params["priceMatch"] != nil || terms.params["pegPriceType"] != nil
    if terms.type.hasLimitPrice, terms.price == nil, !isPricedByVenue {
      return DenialReason("MISSING_PRICE", ["type": terms.type.rawValue])
    }
    if terms.type.hasTriggerPrice, terms.triggerPrice == nil {
      return DenialReason("MISSING_TRIGGER_PRICE", ["type": terms.type.rawValue])
    }
    if terms.type == .trailingStopMarket {
      guard let offset = terms.trailingOffset else {
        return DenialReason("MISSING_TRAILING_OFFSET", ["type": terms.type.rawValue])
      }
      guard offset.isPositive else { return DenialReason("TRAILING_OFFSET_NOT_POSITIVE", ["offset": offset.plain()]) }
    }
    if terms.isPostOnly, !terms.type.hasLimitPrice {
      return DenialReason("UNSUPPORTED_POST_ONLY", ["type": terms.type.rawValue])
    }
    return nil
  }

  private func time(_ terms: OrderTerms, now: UnixNanos) -> DenialReason? {
    guard terms.timeInForce == .gtd else { return nil }
    if terms.type == .market {
      return DenialReason("UNSUPPORTED_TIME_IN_FORCE", ["type": "MARKET", "time_in_force": "GTD"])
    }
    guard let expireTime = terms.expireTime else {
      return DenialReason("MISSING_EXPIRE_TIME", ["time_in_force": "GTD"])
    }
    guard expireTime > now else {
      return DenialReason("EXPIRE_TIME_IN_PAST", ["expire_time": "\(expireTime)", "now": "\(now)"])
    }
    return nil
  }

  // MARK: Prices

  private func prices(_ terms: OrderTerms) -> DenialReason? {
    price(terms.price, "PRICE") ?? price(terms.triggerPrice, "TRIGGER_PRICE")
      ?? price(terms.activationPrice, "ACTIVATION_PRICE")
  }

  /// The first rule that a price breaks; codes begin with `name`.
  func price(_ price: Price?, _ name: String) -> DenialReason? {
    guard let price else { return nil }
    let key = name.lowercased()
    guard price.raw > 0 else { return DenialReason("\(name)_NOT_POSITIVE", [key: "\(price)"]) }
    guard let scaled = try? price.rescaled(to: instrument.pricePrecision) else {
      return DenialReason("\(name)_PRECISION_EXCEEDED", [key: "\(price)", "precision": "\(instrument.pricePrecision)"])
    }
    guard isOnGrid(scaled.raw, step: instrument.priceIncrement.raw, least: instrument.limits.minPrice?.raw) else {
      return DenialReason("\(name)_NOT_ON_INCREMENT", [key: "\(price)", "increment": "\(instrument.priceIncrement)"])
    }
    if let minimum = instrument.limits.minPrice, minimum.raw > 0, price < minimum {
      return DenialReason("\(name)_BELOW_MINIMUM", [key: "\(price)", "min_price": "\(minimum)"])
    }
    if let maximum = instrument.limits.maxPrice, maximum.raw > 0, price > maximum {
      return DenialReason("\(name)_EXCEEDS_MAXIMUM", [key: "\(price)", "max_price": "\(maximum)"])
    }
    return nil
  }

  // MARK: Quantities

  private func quantities(_ terms: OrderTerms) -> DenialReason? {
    if terms.params["closePosition"]?.lowercased() == "true" { return nil }
    guard terms.quantity.isPositive else {
      return DenialReason("QUANTITY_NOT_POSITIVE", ["quantity": "\(terms.quantity)"])
    }
    if let display = terms.displayQuantity, display > terms.quantity {
      return DenialReason(
        "DISPLAY_QUANTITY_EXCEEDS_QUANTITY", ["display_quantity": "\(display)", "quantity": "\(terms.quantity)"])
    }
    // What an amount in quote currency buys is known to the venue alone.
    return terms.isQuoteQuantity ? nil : quantity(terms.quantity, type: terms.type)
  }

  /// The first rule that a quantity in base units or contracts breaks.
  func quantity(_ quantity: Quantity, type: OrderType) -> DenialReason? {
    guard let scaled = try? quantity.rescaled(to: instrument.sizePrecision) else {
      return DenialReason(
        "QUANTITY_PRECISION_EXCEEDED", ["quantity": "\(quantity)", "precision": "\(instrument.sizePrecision)"])
    }
    let least = (type == .market ? instrument.limits.minMarketQuantity : nil) ?? instrument.limits.minQuantity
    guard isOnGrid(scaled.raw, step: instrument.sizeIncrement.raw, least: least?.raw) else {
      return DenialReason(
        "QUANTITY_NOT_ON_INCREMENT", ["quantity": "\(quantity)", "increment": "\(instrument.sizeIncrement)"])
    }
    return bounds(quantity, type: type)
  }

  /// Whether a value is a whole number of steps from zero, or from the least value.
  ///
  /// Venues differ in where they count from; what fits one of both is left to the venue's own rules.
  private func isOnGrid(_ value: Int64, step: Int64, least: Int64?) -> Bool {
    step <= 0 || value % step == 0 || (value &- (least ?? 0)) % step == 0
  }

  /// The smallest and the largest quantity; market orders may have bounds of their own.
  ///
  /// An order that waits for a trigger is no market order before it has triggered.
  private func bounds(_ quantity: Quantity, type: OrderType) -> DenialReason? {
    let limits = instrument.limits
    let isMarket = type == .market
    let minimum = tighter(limits.minQuantity, isMarket ? limits.minMarketQuantity : nil, >)
    if let minimum, quantity < minimum {
      return DenialReason("QUANTITY_BELOW_MINIMUM", ["quantity": "\(quantity)", "min_quantity": "\(minimum)"])
    }
    let maximum = tighter(limits.maxQuantity, isMarket ? limits.maxMarketQuantity : nil, <)
    if let maximum, quantity > maximum {
      return DenialReason("QUANTITY_EXCEEDS_MAXIMUM", ["quantity": "\(quantity)", "max_quantity": "\(maximum)"])
    }
    return nil
  }

  /// The tighter of two bounds; one of zero is none.
  private func tighter(_ first: Quantity?, _ second: Quantity?, _ isTighter: (Quantity, Quantity) -> Bool) -> Quantity?
  {
    guard let first, first.isPositive else { return second.flatMap { $0.isPositive ? $0 : nil } }
    guard let second, second.isPositive else { return first }
    return isTighter(second, first) ? second : first
  }
}
