public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// How much may be owed in an isolated pair at a level of leverage, and when it is liquidated.
public struct BinanceIsolatedTier: Hashable, Sendable {
  public let symbol: String
  public let tier: Int
  public let effectiveMultiple: WideDecimal
  public let initialRiskRatio: WideDecimal
  public let liquidationRiskRatio: WideDecimal
  public let baseAssetMaxBorrowable: WideDecimal
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
