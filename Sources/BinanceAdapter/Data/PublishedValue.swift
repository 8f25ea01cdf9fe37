import TradingModel

/// Values as the venue published them: at the instrument's precision, or with more decimals where they need them.
extension WideDecimal {
  func publishedPrice(_ precision: UInt8) throws(DecimalError) -> Price {
    let (raw, needed) = try published(precision)
    return Price(raw: raw, precision: needed)
  }

  func publishedQuantity(_ precision: UInt8) throws(DecimalError) -> Quantity {
    let (raw, needed) = try published(precision)
    return try Quantity(checkedRaw: raw, precision: needed)
  }

  private func published(_ precision: UInt8) throws(DecimalError) -> (Int64, UInt8) {
    let short = trimmed
    let needed = max(Int(precision), short.scale)
    guard needed <= 18 else { throw .tooPrecise }
    let digits = DecimalText.Digits(mantissa: short.mantissa, scale: short.scale)
    guard let raw = Int64(exactly: try DecimalText.mantissa(of: digits, precision: needed)) else { throw .overflow }
    return (raw, UInt8(needed))
  }
}
