import TradingModel

/// What an order on margin needs, and whether it borrows what is missing.
struct BinanceMarginWish {
  /// The dearest of a request's orders.
  let order: BinanceOrderRequest
  let instrument: Instrument
  let amount: WideDecimal
  let asset: String
  let borrows: Bool
  /// The isolated pair's symbol; the empty text is cross margin.
  let place: String
}
