public import TradingModel

/// What a margin account may still do with an asset.
public struct BinanceBorrowingLimits: Hashable, Sendable {
  /// How much may be borrowed now.
  public let borrowable: WideDecimal
  /// The most that the account may owe of the asset.
  public let borrowLimit: WideDecimal?
  /// How much may leave the account now.
  public let transferable: WideDecimal
}
