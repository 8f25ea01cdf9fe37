import TradingModel

/// One line of `positionMargin/history`.
struct MarginChange {
  let symbol: String
  let side: PositionSide
  /// 1 added, 2 taken.
  let type: Int64
  /// `USER_ADJUST` or `TRADE`.
  let delta: String
  let amount: Amount
  let asset: String
  let time: UnixNanos
}
