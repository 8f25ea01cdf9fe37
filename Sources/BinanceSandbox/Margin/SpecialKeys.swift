import TradingModel

/// The special keys of a margin account, and whether the account is in the mode that comes with them.
struct SpecialKeys {
  private(set) var keys: [SpecialKey] = []
  /// Whether the account had a key since it last left the mode; deleting the keys alone does not end it.
  private(set) var isInMode = false
  private var leftMode: UnixNanos?

  /// How long no key can be made after the mode was left.
  static let cooldown: Duration = .seconds(86_400)
  /// How many addresses one key may be restricted to, and how many keys one account may have.
  static let maximum = 30

  /// Whether a key may be made now.
  func mayAdd(at now: UnixNanos) -> Bool {
    keys.count < Self.maximum && leftMode.map { now - $0 >= Self.cooldown } ?? true
  }

  mutating func add(_ key: SpecialKey) {
    keys.append(key)
    isInMode = true
  }

  /// Takes keys away.
  ///
  /// - Returns: those that were there.
  mutating func remove(where isMeant: (SpecialKey) -> Bool) -> [SpecialKey] {
    let removed = keys.filter(isMeant)
    keys.removeAll(where: isMeant)
    return removed
  }

  /// Ends the mode with all its keys; nothing happens outside of it.
  ///
  /// - Returns: the keys that there were.
  mutating func leaveMode(at now: UnixNanos) -> [SpecialKey] {
    guard isInMode else { return [] }
    isInMode = false
    leftMode = now
    defer { keys = [] }
    return keys
  }
}
