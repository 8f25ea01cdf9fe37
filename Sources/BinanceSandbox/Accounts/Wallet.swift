/// The balances of one account in one product.
public final class Wallet {
  /// What an account has of one asset.
  public struct Balance: Sendable, Equatable {
    /// What no open order has reserved; on futures the whole wallet balance, as margin is reckoned and not locked.
    public var free = Amount.zero
    /// What open spot orders have reserved; always zero on futures.
    public var locked = Amount.zero
    /// Everything that the account has of the asset.
    public var total: Amount { free + locked }
    /// Makes a balance, empty unless told.
    public init(free: Amount = .zero, locked: Amount = .zero) {
      self.free = free
      self.locked = locked
    }
  }

  private var balances: [String: Balance] = [:]

  /// Makes a wallet that holds nothing.
  public init() {}

  /// The assets that were ever touched, by name.
  public var assets: [String] { balances.keys.sorted() }

  /// The balance of an asset, empty where there never was any; setting it tells neither clients nor the ledger.
  public subscript(asset: String) -> Balance {
    get { balances[asset] ?? Balance() }
    set { balances[asset] = newValue }
  }

  /// Moves from free to locked; `false` when there is not enough.
  func lock(_ amount: Amount, of asset: String) -> Bool {
    var balance = self[asset]
    guard balance.free >= amount, !amount.isNegative else { return false }
    balance.free -= amount
    balance.locked += amount
    self[asset] = balance
    return true
  }

  /// Moves from locked back to free.
  func unlock(_ amount: Amount, of asset: String) {
    var balance = self[asset]
    balance.locked -= amount
    balance.free += amount
    self[asset] = balance
  }

  /// Takes from what is locked.
  func spendLocked(_ amount: Amount, of asset: String) {
    var balance = self[asset]
    balance.locked -= amount
    self[asset] = balance
  }

  /// Adds to (or takes from) what is free.
  func credit(_ amount: Amount, of asset: String) {
    var balance = self[asset]
    balance.free += amount
    self[asset] = balance
  }
}
