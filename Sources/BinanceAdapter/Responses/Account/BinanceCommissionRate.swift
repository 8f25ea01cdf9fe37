public import TradingModel

/// What the account pays for trades in a symbol.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api/User-Commission-Rate>.
public struct BinanceCommissionRate: Hashable, Sendable {
  /// The symbol whose trades cost this.
  public let symbol: String
  /// What trades cost whose orders were in the book, as a fraction of notional; before a discount for paying in BNB.
  public let maker: WideDecimal
  /// What trades cost whose orders took from the book, as a fraction of notional; before a discount for paying in BNB.
  public let taker: WideDecimal

  /// Makes the rates of a symbol, from whichever of the venue's answers tells them.
  public init(symbol: String, maker: WideDecimal, taker: WideDecimal) {
    self.symbol = symbol
    self.maker = maker
    self.taker = taker
  }
}
