/// The budgets of `/sapi`: each endpoint has one for an address and one for an account, by the minute.
final class SapiLimits {
  private struct Place: Hashable {
    let endpoint: String
    let subject: String
  }

  private var used: [Place: (minute: Int64, weight: Int)] = [:]

  static let byAddress = 12_000
  static let byAccount = 180_000

  /// Counts a request; false when there is no room.
  func charge(endpoint: String, subject: String, weight: Int, isByAccount: Bool, at now: Int64) -> Bool {
    let place = Place(endpoint: endpoint, subject: subject)
    let minute = now / 60_000
    var entry = used[place] ?? (minute, 0)
    if entry.minute != minute { entry = (minute, 0) }
    guard entry.weight + weight <= (isByAccount ? Self.byAccount : Self.byAddress) else { return false }
    entry.weight += weight
    used[place] = entry
    return true
  }

  /// What was used in the current minute.
  func used(endpoint: String, subject: String, at now: Int64) -> Int {
    guard let entry = used[Place(endpoint: endpoint, subject: subject)], entry.minute == now / 60_000 else { return 0 }
    return entry.weight
  }
}
