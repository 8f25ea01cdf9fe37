import TradingModel

/// A price and a size at a time: what bars are made of, whatever it came from.
struct BarTick {
  var price: Price
  var size: WideDecimal
  var tsEvent: UnixNanos
  var tsInit: UnixNanos
}

extension BarTick {
  init(_ trade: TradeTick) {
    self.init(price: trade.price, size: trade.size.wide, tsEvent: trade.tsEvent, tsInit: trade.tsInit)
  }

  /// A mark price has no size.
  init(_ update: MarkPriceUpdate) {
    self.init(price: update.value, size: .zero, tsEvent: update.tsEvent, tsInit: update.tsInit)
  }

  /// One side of a quote, or its middle with one decimal more than the quote has.
  init(_ quote: QuoteTick, _ type: BarSpecification.PriceType) {
    switch type {
    case .bid:
      self.init(price: quote.bidPrice, size: quote.bidSize.wide, tsEvent: quote.tsEvent, tsInit: quote.tsInit)
    case .ask:
      self.init(price: quote.askPrice, size: quote.askSize.wide, tsEvent: quote.tsEvent, tsInit: quote.tsInit)
    case .mid, .last, .mark:
      let half = WideDecimal(mantissa: 5, scale: 1)
      let price = try? quote.bidPrice.wide.adding(quote.askPrice.wide).multiplied(by: half)
      let size = try? quote.bidSize.wide.adding(quote.askSize.wide).multiplied(by: half)
      let precision = min(18, max(quote.bidPrice.precision, quote.askPrice.precision) + 1)
      self.init(
        price: (try? price?.price(precision: precision)) ?? quote.bidPrice, size: size ?? quote.bidSize.wide,
        tsEvent: quote.tsEvent, tsInit: quote.tsInit)
    }
  }
}
