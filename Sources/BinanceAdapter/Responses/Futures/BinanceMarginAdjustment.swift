public import TradingModel

/// How much an isolated position's margin was changed by.
///
/// <https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/rest-api/Modify-Isolated-Position-Margin>
public struct BinanceMarginAdjustment: Hashable, Sendable {
  /// In the margin asset; negative when margin was taken.
  public let amount: WideDecimal

  init(_ json: JSONValue) throws {
    let amount = try json.decimal("amount").magnitude
    self.amount = json["type"]?.int == 2 ? -amount : amount
  }
}
