import TradingModel

/// A price for which the venue would convert an amount, for some seconds.
struct ConversionQuote {
  let id: Int64
  let account: SandboxAccount
  let from: (asset: String, amount: Amount)
  let to: (asset: String, amount: Amount)
  /// How much of the one asset an amount of the other is, to eight decimals.
  let ratio: Amount
  let inverseRatio: Amount
  /// Until when it may be accepted.
  let validUntil: UnixNanos
  /// Whether the account could pay when it asked; without that a quote has no number and is for information.
  let isCovered: Bool
}
