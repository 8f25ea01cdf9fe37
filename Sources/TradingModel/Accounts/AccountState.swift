/// The balances and margins of an account, as reported by the venue or as they follow from what happened.
public struct AccountState: Hashable, Sendable, Codable {
  public var accountId: AccountId
  public var accountType: AccountType
  /// The currency of an account that has only one.
  public var baseCurrency: Currency?
  public var balances: [AccountBalance]
  public var margins: [MarginBalance]
  /// Whether the venue reported it.
  public var isReported: Bool
  /// Whether it tells everything: a currency or margin that is missing is then zero. Otherwise what is missing is as
  /// it was.
  public var isComplete: Bool
  /// Further facts of the venue by name.
  public var info: [String: String]
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

  public init(
    accountId: AccountId, accountType: AccountType, baseCurrency: Currency? = nil, balances: [AccountBalance],
    margins: [MarginBalance] = [], isReported: Bool = true, isComplete: Bool, info: [String: String] = [:],
    tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.accountId = accountId
    self.accountType = accountType
    self.baseCurrency = baseCurrency
    self.balances = balances
    self.margins = margins
    self.isReported = isReported
    self.isComplete = isComplete
    self.info = info
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
