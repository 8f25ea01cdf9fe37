public import TradingModel

// <https://developers.binance.com/docs/margin_trading/account>

/// The bounds of the cross margin level.
public struct BinanceMarginBars: Hashable, Sendable {
  /// The level (assets divided by debts) above which the account is `EXCESSIVE`, and up to which it is `NORMAL`.
  public let normal: WideDecimal
  /// The level from which on downwards the venue calls for margin.
  public let marginCall: WideDecimal
  /// The level from which on downwards the venue liquidates.
  public let forceLiquidation: WideDecimal

  init(_ json: JSONValue) throws {
    normal = try json.decimal("normalBar")
    marginCall = try json.decimal("marginCallBar")
    forceLiquidation = try json.decimal("forceLiquidationBar")
  }
}
