public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// How much may be owed in an isolated pair at a level of leverage, and when it is liquidated.
public struct BinanceIsolatedTier: Hashable, Sendable {
  /// The pair's symbol.
  public let symbol: String
  /// The number of the tier, from 1.
  public let tier: Int
  /// The leverage of the tier; 10 is tenfold.
  public let effectiveMultiple: WideDecimal
  /// The margin level (assets divided by debts) of an account that uses the leverage in full: 1.111 at tenfold.
  public let initialRiskRatio: WideDecimal
  /// The margin level (assets divided by debts) at which the venue liquidates.
  public let liquidationRiskRatio: WideDecimal
  /// How much of the base asset may be owed, in units of it.
  public let baseAssetMaxBorrowable: WideDecimal
  /// How much of the quote asset may be owed, in units of it.
  public let quoteAssetMaxBorrowable: WideDecimal

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    tier = Int(try json.int64("tier"))
    effectiveMultiple = try json.decimal("effectiveMultiple")
    initialRiskRatio = try json.decimal("initialRiskRatio")
    liquidationRiskRatio = try json.decimal("liquidationRiskRatio")
    baseAssetMaxBorrowable = try json.decimal("baseAssetMaxBorrowable")
    quoteAssetMaxBorrowable = try json.decimal("quoteAssetMaxBorrowable")
  }
}
