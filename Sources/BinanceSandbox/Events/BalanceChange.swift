import TradingModel

/// Money that came or went without trading.
struct BalanceChange {
  let account: SandboxAccount
  let asset: String
  let delta: Amount
  let time: UnixNanos
}
