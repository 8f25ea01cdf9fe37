import TradingModel

extension JSONLine {
  /// The line of an account's state: `{"event":"AccountState",…}`.
  init(_ state: AccountState) {
    self.init("event", "AccountState")
    string("account", state.accountId.text)
    array("balances", state.balances.map { JSONLine(balance: $0) })
    array("margins", state.margins.map { JSONLine(margin: $0) })
    times(state.tsEvent, state.tsInit)
  }

  /// A balance as an object: `{"currency":"USDT","total":"…","locked":"…","free":"…"}`.
  init(balance: AccountBalance) {
    self.init("currency", balance.currency.code)
    decimal("total", balance.total.amountText)
    decimal("locked", balance.locked.amountText)
    decimal("free", balance.free.amountText)
  }

  /// A margin as an object: `{"instrument":"…","currency":"…","initial":"…","maintenance":"…"}`.
  init(margin: MarginBalance) {
    self.init()
    string("instrument", margin.instrumentId?.text)
    string("currency", margin.currency.code)
    decimal("initial", margin.initial.amountText)
    decimal("maintenance", margin.maintenance.amountText)
  }
}
