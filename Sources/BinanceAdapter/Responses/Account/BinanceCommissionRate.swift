public import TradingModel

/// What the account pays for trades in a symbol.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api/User-Commission-Rate>.
public struct BinanceCommissionRate: Hashable, Sendable {
  public let symbol: String
  public let maker: WideDecimal
  public let taker: WideDecimal

  public init(symbol: String, maker: WideDecimal, taker: WideDecimal) {
    self.symbol = symbol
    self.maker = maker
    self.taker = taker
  }
}
