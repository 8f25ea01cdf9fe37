/// The balances and margins of an account, as reported by the venue or as they follow from what happened.
public struct AccountState: Hashable, Sendable, Codable {
  /// The account whose state it is.
  public var accountId: AccountId
  /// How the account is funded.
  public var accountType: AccountType
  /// The currency of an account that has only one.
  public var baseCurrency: Currency?
  /// What the account has, one balance for each currency; only those that changed unless ``isComplete``.
  public var balances: [AccountBalance]
  /// What the account must keep, as a whole by currency and by instrument; empty for accounts without margin, and where
  /// the venue does not tell.
  public var margins: [MarginBalance]
  /// Whether the venue reported it.
  public var isReported: Bool
  /// Whether it tells everything: a currency or margin that is missing is then zero. Otherwise what is missing is as
  /// it was.
  public var isComplete: Bool
  /// Further facts of the venue by name.
  public var info: [String: String]
  /// The venue's time of the state; where it tells none, when the answer arrived.
  public var tsEvent: UnixNanos
  /// When this process made the state.
  public var tsInit: UnixNanos

  /// Makes a state of an account, as reported by the venue unless told otherwise.
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
