/// The kinds of instruments, named as users of NautilusTrader know them.
public enum InstrumentKind: String, Hashable, Sendable, Codable {
  /// A spot pair.
  case currencyPair = "CurrencyPair"
  /// A contract without an end.
  case cryptoPerpetual = "CryptoPerpetual"
  /// A contract with a delivery date.
  case cryptoFuture = "CryptoFuture"
}
