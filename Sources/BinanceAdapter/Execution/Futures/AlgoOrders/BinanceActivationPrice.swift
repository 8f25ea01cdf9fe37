import TradingEngine
import TradingModel

/// The price from which on a trailing stop follows the market, where the order names none.
enum BinanceActivationPrice {
  /// How much older than the quote a trade may be to count as the last one: what is left of an ended subscription is not.
  private static let recency: Duration = .seconds(60)

  /// The nearest price on the side that the venue takes: it refuses one that the price that the order watches has passed
  /// (-2021). From the quote if there is one and it lies there, else one step from the watched price.
  ///
  /// - Parameter watchesMark: whether the order watches the mark price instead of the last one.
  /// - Throws: a denial that says what is missing.
  static func infer(
    side: OrderSide, instrument: Instrument, watchesMark: Bool, market: (any MarketView)?
  ) throws(BinanceOrderDenial) -> Price {
    let quote = market?.quote(instrument.id)
    let quoted = quote.map { side == .buy ? $0.bidPrice : $0.askPrice }
    let near = quoted.flatMap { $0.raw > 0 ? $0 : nil }
    let trade = market?.trade(instrument.id).flatMap { isRecent($0, quote) ? $0.price : nil }
    let watched = watchesMark ? market?.markPrice(instrument.id)?.value ?? (near == nil ? trade : nil) : trade
    let beyond = watched.flatMap { step(beyond: $0, side, instrument) }
    if let near {
      guard let watched, let beyond, side == .buy ? near.wide > watched.wide : near.wide < watched.wide else {
        return near
      }
      return beyond
    }
    if let beyond { return beyond }
    throw BinanceOrderDenial(
      reason:
        "ACTIVATION_PRICE_MISSING: give activationPrice, or subscribe quotes or trades of \(instrument.id) first; "
        + "with inferActivationPrice: false the venue takes its current price")
  }

  private static func isRecent(_ trade: TradeTick, _ quote: QuoteTick?) -> Bool {
    guard let quote else { return true }
    return quote.tsInit - trade.tsInit <= recency
  }

  /// The price one step below a price for a buy, above it for a sell.
  private static func step(beyond price: Price, _ side: OrderSide, _ instrument: Instrument) -> Price? {
    let step = instrument.priceIncrement.wide
    let moved = try? side == .buy ? price.wide.subtracting(step) : price.wide.adding(step)
    guard let moved, let stepped = try? instrument.price(rounding: moved, side == .buy ? .down : .up) else {
      return nil
    }
    return stepped.raw > 0 ? stepped : nil
  }
}
