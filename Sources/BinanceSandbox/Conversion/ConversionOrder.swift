import TradingModel

/// A conversion that was carried out.
struct ConversionOrder {
  let id: Int64
  let quote: ConversionQuote
  let time: UnixNanos
}
