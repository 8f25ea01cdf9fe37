/// What a margin order does about borrowing and repaying.
public enum BinanceSideEffectType: String, Hashable, Sendable, Codable, CaseIterable {
  case noSideEffect = "NO_SIDE_EFFECT"
  case marginBuy = "MARGIN_BUY"
  case autoRepay = "AUTO_REPAY"
  case autoBorrowRepay = "AUTO_BORROW_REPAY"
}
