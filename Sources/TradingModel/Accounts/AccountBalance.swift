/// What an account has of one currency: a total, of which part is locked in orders or as margin.
///
/// `total == locked + free` always holds.
public struct AccountBalance: Hashable, Sendable, Codable {
  /// What the venue calls the wallet balance.
  public let total: Money
  /// What open orders and margins tie up; never negative; zero where ``total`` is not positive, else at most that.
  public let locked: Money
  /// What can be spent or withdrawn; negative only when ``total`` is.
  public let free: Money

  /// The currency of all three amounts.
  public var currency: Currency { total.currency }

  /// From total and locked amounts; what is locked beyond the total counts as the total.
  public init(total: Money, locked: Money) throws(DecimalError) {
    guard total.currency == locked.currency else { throw .currencyMismatch }
    let bound = max(.zero, min(locked.amount, max(.zero, total.amount)))
    self.total = total
    self.locked = Money(bound, total.currency)
    free = Money(try total.amount.subtracting(bound), total.currency)
  }

  /// From total and free amounts; what is free beyond the total, or below zero, is bounded.
  public init(total: Money, free: Money) throws(DecimalError) {
    guard total.currency == free.currency else { throw .currencyMismatch }
    try self.init(total: total, locked: Money(total.amount.subtracting(free.amount), total.currency))
  }

  /// From free and locked amounts, as spot accounts are published.
  public init(free: Money, locked: Money) throws(DecimalError) {
    try self.init(total: free.adding(locked), locked: locked)
  }
}
