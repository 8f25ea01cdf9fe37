/// What an account has of an asset after a change.
struct BalanceRecord: Sendable {
  let asset: String
  let free: Amount
  let locked: Amount
  /// `ORDER`, `DEPOSIT`, `WITHDRAW`, `OPEN` (the first funds), …
  let reason: String
  /// How much came from outside, where something did.
  var deposit = Amount.zero

  var fields: [(name: String, value: String)] {
    [
      ("asset", asset), ("free", free.description), ("locked", locked.description), ("reason", reason),
    ] + (deposit.isZero ? [] : [("deposit", deposit.description)])
  }
}
