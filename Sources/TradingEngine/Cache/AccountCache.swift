public import TradingModel

/// The accounts of a node.
public final class AccountCache {
  private var accounts: [AccountId: Account] = [:]

  /// A cache that knows no account yet.
  public init() {}

  /// The account as its venue last told it; `nil` before its first state.
  public func account(_ id: AccountId) -> Account? { accounts[id] }

  /// All accounts by identifier.
  public var all: [Account] { accounts.values.sorted { $0.id < $1.id } }

  /// Takes over a state; `false` when a newer one is known.
  @discardableResult
  public func apply(_ state: AccountState) -> Bool {
    if accounts[state.accountId] == nil {
      accounts[state.accountId] = Account(state)
      return true
    }
    return accounts[state.accountId]?.apply(state) ?? false
  }
}
