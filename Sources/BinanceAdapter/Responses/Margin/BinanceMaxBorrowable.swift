public import TradingModel

// <https://developers.binance.com/docs/margin_trading/account>

/// How much of an asset may be borrowed now.
public struct BinanceMaxBorrowable: Hashable, Sendable {
  /// How much may be borrowed, in units of the asset; what the venue has left to lend bounds it, too.
  public let amount: WideDecimal
  /// The most that the account may owe of the asset.
  public let borrowLimit: WideDecimal?

  init(_ json: JSONValue) throws {
    amount = try json.decimal("amount")
    borrowLimit = json["borrowLimit"]?.decimal
  }
}
