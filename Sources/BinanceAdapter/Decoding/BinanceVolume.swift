import TradingModel

/// How volumes are shown: as published, with at least the instrument's decimals and no zeros beyond them.
enum BinanceVolume {
  static func atLeast(_ decimals: UInt8, _ value: WideDecimal) -> WideDecimal {
    let short = value.trimmed
    guard short.scale < Int(decimals) else { return short }
    guard let padded = try? short.adding(WideDecimal(mantissa: 0, scale: Int(decimals))) else { return short }
    return padded
  }
}
