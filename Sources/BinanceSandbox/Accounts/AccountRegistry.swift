/// The customers of the sandbox and the API keys by which they are known.
public final class AccountRegistry {
  /// Every account in the order of opening; each margin account adds two, for its orders and for its risk events.
  public private(set) var accounts: [SandboxAccount] = []
  private var byKey: [String: (account: SandboxAccount, index: Int)] = [:]

  /// Makes a registry that knows nobody.
  public init() {}

  /// Opens an account.
  public func open(name: String) -> SandboxAccount {
    let account = SandboxAccount(id: accounts.count + 1, name: name)
    accounts.append(account)
    return account
  }

  /// Opens an account with what the sandbox gives everyone to trade with.
  public func openFunded(name: String) -> SandboxAccount {
    let account = open(name: name)
    for (asset, amount) in Self.spotFunds { account.wallet(.spot)[asset] = .init(free: Amount(whole: amount)) }
    for (asset, amount) in Self.usdmFunds { account.wallet(.usdm)[asset] = .init(free: Amount(whole: amount)) }
    for (asset, amount) in Self.coinmFunds { account.wallet(.coinm)[asset] = .init(free: Amount(whole: amount)) }
    return account
  }

  /// Adds a key to an account; `false` when the key is taken.
  @discardableResult
  public func register(_ credential: ApiCredential, for account: SandboxAccount) -> Bool {
    guard byKey[credential.key] == nil else { return false }
    byKey[credential.key] = (account, account.credentials.count)
    account.credentials.append(credential)
    return true
  }

  /// Revokes a key: it is known no more.
  public func revoke(key: String) {
    guard let (account, index) = byKey.removeValue(forKey: key) else { return }
    account.credentials[index].isRevoked = true
  }

  /// Restricts a key to addresses; none is any.
  public func restrict(key: String, to addresses: [String]) {
    guard let (account, index) = byKey[key], account.credentials.indices.contains(index) else { return }
    account.credentials[index].allowedAddresses = addresses
  }

  /// The account and credential behind a key.
  public func lookup(key: String) -> (account: SandboxAccount, credential: ApiCredential)? {
    guard let (account, index) = byKey[key], account.credentials.indices.contains(index) else { return nil }
    return (account, account.credentials[index])
  }

  /// The account of a name.
  public func account(named name: String) -> SandboxAccount? { accounts.first { $0.name == name } }

  static let spotFunds: [(String, Int64)] = [
    ("BTC", 100), ("ETH", 1_000), ("BNB", 1_000), ("SOL", 10_000), ("USDT", 10_000_000), ("SHIB", 10_000_000_000),
    ("USDC", 1_000_000),
  ]
  static let usdmFunds: [(String, Int64)] = [("USDT", 10_000_000), ("USDC", 1_000_000), ("BNB", 100)]
  static let coinmFunds: [(String, Int64)] = [("BTC", 100), ("ETH", 1_000)]
}
