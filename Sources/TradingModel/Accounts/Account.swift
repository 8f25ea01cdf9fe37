/// An account as it is known from all states told so far.
public struct Account: Hashable, Sendable, Codable {
  /// The account, as its first state named it.
  public let id: AccountId
  /// How the account is funded, as the newest state says.
  public private(set) var type: AccountType
  /// The currency of an account that has only one; `nil` for accounts of many currencies, as Binance's are.
  public private(set) var baseCurrency: Currency?
  /// By currency code.
  public private(set) var balances: [AccountBalance]
  /// By instrument, those of the whole account first.
  public private(set) var margins: [MarginBalance]
  /// Further facts of the venue by name, merged over all states: what a newer state leaves out stays.
  public private(set) var info: [String: String]
  /// The venue's time of the newest state.
  public private(set) var tsLast: UnixNanos
  /// The venue's time of the newest complete state.
  private var tsComplete: UnixNanos
  /// The venue's time of each balance.
  private var balanceTimes: [BalanceTime] = []

  private struct BalanceTime: Hashable, Codable {
    let currency: Currency
    var time: UnixNanos
  }

  private func time(_ currency: Currency) -> UnixNanos {
    balanceTimes.first { $0.currency == currency }?.time ?? .zero
  }

  private mutating func setTime(_ time: UnixNanos, of currency: Currency) {
    balanceTimes.removeAll { $0.currency == currency }
    balanceTimes.append(BalanceTime(currency: currency, time: time))
    balanceTimes.sort { $0.currency.code < $1.currency.code }
  }

  /// Makes the account of the first state that was told of it.
  public init(_ state: AccountState) {
    id = state.accountId
    type = state.accountType
    baseCurrency = state.baseCurrency
    balances = []
    margins = []
    info = [:]
    tsLast = .zero
    tsComplete = .zero
    apply(state)
  }

  /// Takes over a state: as a whole when it is complete, else what it tells. Each balance keeps the newest word on it, so
  /// that states may come out of order.
  ///
  /// - Returns: whether anything was newer than what is known.
  @discardableResult
  public mutating func apply(_ state: AccountState) -> Bool {
    guard state.tsEvent >= tsComplete else { return false }
    type = state.accountType
    baseCurrency = state.baseCurrency ?? baseCurrency
    var isNews = state.isComplete || state.tsEvent >= tsLast
    if state.isComplete {
      tsComplete = state.tsEvent
      balances = balances.filter { time($0.currency) > state.tsEvent }
    }
    for balance in state.balances where time(balance.currency) <= state.tsEvent {
      balances.removeAll { $0.currency == balance.currency }
      balances.append(balance)
      setTime(state.tsEvent, of: balance.currency)
      isNews = true
    }
    balances.sort { $0.currency.code < $1.currency.code }
    if state.tsEvent >= tsLast { takeMargins(state) }
    tsLast = max(tsLast, state.tsEvent)
    return isNews
  }

  private mutating func takeMargins(_ state: AccountState) {
    if state.isComplete { margins = [] }
    for margin in state.margins {
      margins.removeAll { $0.instrumentId == margin.instrumentId && $0.currency == margin.currency }
      margins.append(margin)
    }
    margins.sort { ($0.instrumentId?.text ?? "", $0.currency.code) < ($1.instrumentId?.text ?? "", $1.currency.code) }
    info.merge(state.info) { _, new in new }
  }

  /// The balance of a currency; `nil` when the venue never told one.
  public func balance(_ currency: Currency) -> AccountBalance? {
    balances.first { $0.currency == currency }
  }

  /// What is free of a currency; zero when the venue never told a balance.
  public func free(_ currency: Currency) -> Money { balance(currency)?.free ?? .zero(currency) }

  /// The state as one complete event.
  public func state(tsInit: UnixNanos) -> AccountState {
    AccountState(
      accountId: id, accountType: type, baseCurrency: baseCurrency, balances: balances, margins: margins,
      isComplete: true, info: info, tsEvent: tsLast, tsInit: tsInit)
  }
}
