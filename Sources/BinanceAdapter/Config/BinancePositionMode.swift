/// How a futures account keeps its positions.
public enum BinancePositionMode: String, Hashable, Sendable, Codable, CaseIterable {
  /// One net position an instrument.
  case oneWay
  /// A long and a short position an instrument, side by side.
  case hedge

  /// Reads `oneWay`, `one_way`, `ONE-WAY`, `hedge` or `hedging`.
  public init?(spelling text: String) {
    switch text.lowercased().filter({ $0.isLetter }) {
    case "oneway", "netting": self = .oneWay
    case "hedge", "hedging": self = .hedge
    default: return nil
    }
  }
}

/// How a futures position is margined.
public enum BinanceMarginType: String, Hashable, Sendable, Codable, CaseIterable {
  /// By the whole account.
  case crossed = "CROSSED"
  /// By an amount of its own.
  case isolated = "ISOLATED"

  /// Reads `CROSSED`, `cross`, `ISOLATED` in any case.
  public init?(spelling text: String) {
    switch text.lowercased() {
    case "cross", "crossed": self = .crossed
    case "isolated": self = .isolated
    default: return nil
    }
  }
}

/// What a margin order does about borrowing and repaying.
public enum BinanceSideEffectType: String, Hashable, Sendable, Codable, CaseIterable {
  case noSideEffect = "NO_SIDE_EFFECT"
  case marginBuy = "MARGIN_BUY"
  case autoRepay = "AUTO_REPAY"
  case autoBorrowRepay = "AUTO_BORROW_REPAY"
}
