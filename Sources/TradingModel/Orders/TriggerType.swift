/// Which price a conditional order watches.
public enum TriggerType: String, Hashable, Sendable, Codable, CaseIterable {
  /// The venue's own choice.
  case `default` = "DEFAULT"
  case lastPrice = "LAST_PRICE"
  case markPrice = "MARK_PRICE"
  case indexPrice = "INDEX_PRICE"
  case bidAsk = "BID_ASK"
}
