public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// What an asset costs in cross margin, and how much of it may be owed.
public struct BinanceCrossMarginRate: Hashable, Sendable {
  public let coin: String
  public let vipLevel: Int
  public let isBorrowable: Bool
  public let mayBeTransferredIn: Bool
  /// The rate of a day.
  public let dailyInterest: WideDecimal
  public let borrowLimit: WideDecimal
  public let marginablePairs: [String]

  init(_ json: JSONValue) throws {
    coin = try json.text("coin")
    vipLevel = json["vipLevel"]?.int ?? 0
    isBorrowable = json["borrowable"]?.bool ?? false
    mayBeTransferredIn = json["transferIn"]?.bool ?? false
    dailyInterest = try json.decimal("dailyInterest")
    borrowLimit = try json.decimal("borrowLimit")
    marginablePairs = json["marginablePairs"]?.elements?.compactMap(\.text) ?? []
  }
}
