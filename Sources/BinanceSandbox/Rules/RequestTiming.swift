import TradingModel

/// The venue's check of `timestamp` and `recvWindow`.
struct RequestTiming {
  /// The request's time in microseconds.
  let timestamp: Int64
  /// How long the request is good for, in microseconds.
  let window: Int64

  /// Reads both; timestamps of more than fourteen digits are microseconds where the product takes them.
  init(_ parameters: Parameters, acceptsMicroseconds: Bool) throws(VenueError) {
    let sent = try parameters.mandatoryInteger("timestamp")
    guard sent >= 0 else { throw .illegal("timestamp", "^[0-9]{1,20}$") }
    let isMicroseconds = acceptsMicroseconds && sent >= 100_000_000_000_000
    timestamp = isMicroseconds ? sent : sent.multipliedReportingOverflow(by: 1_000).partialValue
    guard let asked = try parameters.decimal("recvWindow") else {
      window = 5_000_000
      return
    }
    let micros = asked.rounded(scale: 3, rounding: .down)
    guard asked.scale <= 3 || asked.trimmed.scale <= 3 else { throw .tooPrecise("recvWindow") }
    guard let product = try? micros.multiplied(by: WideDecimal(1_000)), !product.isNegative,
      product <= WideDecimal(60_000_000)
    else { throw VenueError(-1131, "recvWindow must be less than 60000.") }
    window = Int64(clamping: product.rounded(scale: 0).mantissa)
  }

  /// Refuses a request from the future, and one that is too old.
  func check(now: UnixNanos) throws(VenueError) {
    let now = now.microseconds
    if timestamp >= now &+ 1_000_000 { throw .timestampEarly }
    if now &- timestamp > window { throw .timestampLate }
  }
}
