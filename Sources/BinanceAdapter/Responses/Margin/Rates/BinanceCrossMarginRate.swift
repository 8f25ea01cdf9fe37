public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// What an asset costs in cross margin, and how much of it may be owed.
public struct BinanceCrossMarginRate: Hashable, Sendable {
  /// The asset that is lent.
  public let coin: String
  /// The VIP level whose rate and limit these are; 0 where the venue leaves it out.
  public let vipLevel: Int
  /// Whether the venue lends it; false where it does not say it.
  public let isBorrowable: Bool
  /// Whether it may be moved into the margin account (`transferIn`); false where the venue does not say it.
  public let mayBeTransferredIn: Bool
  /// The rate of a day.
  public let dailyInterest: WideDecimal
  /// How much of it an account of the level may owe, in units of ``coin``.
  public let borrowLimit: WideDecimal
  /// The symbols in which it may be traded on margin; empty where the venue tells none.
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
