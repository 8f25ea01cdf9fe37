import TradingModel

extension JSONLine {
  /// The line of an account's state: `{"event":"AccountState",…}`.
  init(_ state: AccountState) {
    self.init("event", "AccountState")
    string("account", state.accountId.text)
    array("balances", state.balances.map { JSONLine(balance: $0) })
    array("margins", state.margins.map { JSONLine(margin: $0) })
    debts(state.info)
    cause(state.info)
    times(state.tsEvent, state.tsInit)
  }

  /// Why a futures account changed, where the venue says it: its word (`FUNDING_FEE`, `MARGIN_CALL`), the instrument of a
  /// funding fee, the positions of a margin call, and what was added or taken except by trades.
  private mutating func cause(_ facts: [String: String]) {
    string("reason", facts["reason"])
    string("instrument", facts["instrument"])
    // A contract that is not loaded has the venue's name alone.
    if facts["instrument"] == nil { string("symbol", facts["symbol"]) }
    string("positions", facts["positions"])
    let prefix = "change."
    let names = facts.keys.filter { $0.hasPrefix(prefix) }.sorted()
    guard !names.isEmpty else { return }
    array(
      "changes",
      names.map { name in
        var change = JSONLine("currency", String(name.dropFirst(prefix.count)))
        change.decimal("amount", facts[name])
        return change
      })
  }

  /// What a margin account owes, and how it stands, where its facts say so; those of isolated pairs by their symbol.
  mutating func debts(_ facts: [String: String]) {
    string("marginLevel", facts["marginLevel"])
    string("marginLevelStatus", facts["marginLevelStatus"])
    let suffix = ".borrowed"
    let places = facts.keys.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
    guard !places.isEmpty else { return }
    array(
      "debts",
      places.map { place in
        let parts = place.split(separator: ".").map(String.init)
        var debt = JSONLine("currency", parts.last ?? place)
        if parts.count > 1 {
          debt.string("isolatedSymbol", parts[0])
          debt.string("marginLevel", facts["\(parts[0]).marginLevel"])
          debt.string("marginLevelStatus", facts["\(parts[0]).marginLevelStatus"])
          debt.decimal("liquidationPrice", facts["\(parts[0]).liquidatePrice"])
        }
        debt.decimal("borrowed", facts["\(place).borrowed"])
        debt.decimal("interest", facts["\(place).interest"])
        debt.decimal("net", facts["\(place).netAsset"])
        return debt
      })
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
