/// A trade whose commission is only an estimate so far.
struct EstimatedCommission: Hashable, Sendable, Codable {
  let tradeId: TradeId
  /// What was counted; nil when nothing was.
  let amount: Money?
}
