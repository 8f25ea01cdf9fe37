public import TradingModel

// <https://developers.binance.com/docs/margin_trading/account>

/// The bounds of the cross margin level.
public struct BinanceMarginBars: Hashable, Sendable {
  public let normal: WideDecimal
  public let marginCall: WideDecimal
  public let forceLiquidation: WideDecimal

  init(_ json: JSONValue) throws {
    normal = try json.decimal("normalBar")
    marginCall = try json.decimal("marginCallBar")
    forceLiquidation = try json.decimal("forceLiquidationBar")
  }
}
