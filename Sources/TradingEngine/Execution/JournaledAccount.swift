import TradingModel

/// What the journal knows of an account, so that only what changed is taken down.
struct JournaledAccount: Hashable {
  private var balances: [AccountBalance] = []
  private var margins: [MarginBalance] = []

  init() {}

  init(_ account: Account) {
    balances = account.balances.filter { !$0.total.amount.isZero }
    margins = account.margins
  }

  mutating func apply(_ state: AccountState) {
    var all = state.isComplete ? [] : balances
    for balance in state.balances {
      all.removeAll { $0.currency == balance.currency }
      if !balance.total.amount.isZero { all.append(balance) }
    }
    balances = all.sorted { $0.currency.code < $1.currency.code }
    if state.isComplete { margins = [] }
    for margin in state.margins {
      margins.removeAll { $0.instrumentId == margin.instrumentId && $0.currency == margin.currency }
      margins.append(margin)
    }
    margins.sort { ($0.instrumentId?.text ?? "", $0.currency.code) < ($1.instrumentId?.text ?? "", $1.currency.code) }
  }
}
