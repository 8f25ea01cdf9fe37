import TradingModel

/// The price from which on a trailing stop follows the market, where the order names none.
enum BinanceActivationPrice {
  /// The nearest price on the side that the venue takes: it refuses one that the market has passed (-2021). From the quote
  /// if there is one, else one step from the last trade.
  ///
  /// - Throws: a denial that says what is missing.
  static func infer(
    side: OrderSide, instrument: Instrument, quote: QuoteTick?, trade: TradeTick?
  ) throws(BinanceOrderDenial) -> Price {
    if let quote {
      let price = side == .buy ? quote.bidPrice : quote.askPrice
      if price.raw > 0 { return price }
    }
    if let trade {
      let step = instrument.priceIncrement.wide
      let moved = try? side == .buy ? trade.price.wide.subtracting(step) : trade.price.wide.adding(step)
      if let price = try? moved?.price(precision: instrument.pricePrecision), price.raw > 0 { return price }
    }
    throw BinanceOrderDenial(
      reason:
        "ACTIVATION_PRICE_MISSING: give activationPrice, or subscribe quotes or trades of \(instrument.id) first; "
        + "with inferActivationPrice: false the venue takes its current price")
  }
}
