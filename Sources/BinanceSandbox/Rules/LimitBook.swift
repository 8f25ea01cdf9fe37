/// Counts what addresses and accounts use, in the venue's fixed windows, and says when they went too far.
///
/// A pure state machine over times in milliseconds. One book serves all ports that share a pool (USDⓈ-M and COIN-M do).
public final class LimitBook {
  /// What the book says of a request.
  enum Verdict: Equatable {
    case allowed
    /// A limit is broken until the time given: HTTP 429.
    case limited(retryAt: Int64)
    /// The address is banned until the time given: HTTP 418.
    case banned(until: Int64)
  }

  private struct Window {
    var index: Int64 = -1
    var count = 0

    mutating func count(at now: Int64, length: Int64) -> Int {
      let current = now / length
      if current != index {
        index = current
        count = 0
      }
      return count
    }
  }

  private struct Address {
    var weight = Window()
    var raw = Window()
    var pools: [RequestPool: Window] = [:]
    var connections = Window()
    var violations = Window()
    var bannedUntil: Int64 = 0
    var bans = 0
  }

  /// The limits in force; a `WEIGHT` fault changes them until faults are cleared.
  public var limits: FrontLimits
  private let original: FrontLimits
  private var addresses: [String: Address] = [:]
  private var accounts: [String: [Window]] = [:]
  /// What addresses that come later in the minute find used.
  private var preloaded = Window()

  /// Makes a book that has counted nothing.
  public init(limits: FrontLimits) {
    self.limits = limits
    original = limits
  }

  // MARK: Faults

  /// Lets addresses use only so much weight a minute.
  func restrict(requestWeight: Int) { limits.requestWeight = max(0, requestWeight) }

  /// Sets the limits as they were.
  func restore() { limits = original }

  /// Counts weight that somebody else on the known addresses has used.
  func preload(_ weight: Int, at now: Int64) {
    for client in addresses.keys {
      guard var address = addresses[client] else { continue }
      address.weight.count = address.weight.count(at: now, length: 60_000) + weight
      addresses[client] = address
    }
    preloaded = Window(index: now / 60_000, count: weight)
  }

  // MARK: Requests

  /// Counts a request's weight; a refused request costs nothing more.
  func charge(_ client: String, weight: Int, at now: Int64) -> Verdict {
    var address = addresses[client] ?? Address(weight: preloaded)
    defer { addresses[client] = address }
    if now < address.bannedUntil { return .banned(until: address.bannedUntil) }
    let used = address.weight.count(at: now, length: 60_000)
    let raw = address.raw.count(at: now, length: 300_000)
    if used + weight > limits.requestWeight {
      return refuse(&address, retryAt: (now / 60_000 + 1) * 60_000, at: now)
    }
    if let most = limits.rawRequests, raw + 1 > most {
      return refuse(&address, retryAt: (now / 300_000 + 1) * 300_000, at: now)
    }
    address.weight.count = used + weight
    address.raw.count = raw + 1
    return .allowed
  }

  /// Counts a request in a pool that it shares with others.
  func charge(_ client: String, pool: RequestPool, at now: Int64) -> Verdict {
    var address = addresses[client] ?? Address(weight: preloaded)
    defer { addresses[client] = address }
    let used = address.pools[pool, default: Window()].count(at: now, length: RequestPool.window)
    guard used < pool.limit else {
      return refuse(&address, retryAt: (now / RequestPool.window + 1) * RequestPool.window, at: now)
    }
    address.pools[pool]?.count = used + 1
    return .allowed
  }

  /// Gives weight back, for requests that cost nothing once they succeeded.
  func refund(_ client: String, weight: Int, at now: Int64) {
    guard var address = addresses[client] else { return }
    address.weight.count = max(0, address.weight.count(at: now, length: 60_000) - weight)
    addresses[client] = address
  }

  private func refuse(_ address: inout Address, retryAt: Int64, at now: Int64) -> Verdict {
    address.violations.count = address.violations.count(at: now, length: 300_000) + 1
    guard address.violations.count > limits.violationsBeforeBan else { return .limited(retryAt: retryAt) }
    let first = limits.firstBan.components.seconds * 1_000
    let duration = min(first << Int64(min(address.bans, 20)), 3 * 86_400_000)
    address.bans += 1
    address.bannedUntil = now + duration
    address.violations = Window()
    return .banned(until: address.bannedUntil)
  }

  /// The weight that an address used in the current minute.
  func usedWeight(_ client: String, at now: Int64) -> Int {
    addresses[client]?.weight.count(at: now, length: 60_000) ?? 0
  }

  /// Whether an address is banned, without counting anything.
  func ban(of client: String, at now: Int64) -> Int64? {
    guard let until = addresses[client]?.bannedUntil, now < until else { return nil }
    return until
  }

  /// Bans an address, as an operator's fault.
  func impose(banOf client: String, until: Int64) {
    addresses[client, default: Address()].bannedUntil = until
  }

  /// Whether an address may connect once more.
  func mayConnect(_ client: String, at now: Int64) -> Bool {
    (addresses[client]?.connections.count(at: now, length: 300_000) ?? 0) < limits.connections
  }

  /// Counts a connection.
  func countConnection(_ client: String, at now: Int64) {
    var address = addresses[client] ?? Address()
    address.connections.count = address.connections.count(at: now, length: 300_000) + 1
    addresses[client] = address
  }

  // MARK: Orders

  /// Counts new orders of an account.
  ///
  /// - Parameter isBatch: whether they come in one call, which counts once in all but the windows of seconds.
  /// - Returns: the window that is full, or nil when the orders may pass.
  func place(_ orders: Int, account: String, at now: Int64, isBatch: Bool = false) -> FrontLimits.OrderWindow? {
    func count(in window: FrontLimits.OrderWindow) -> Int { isBatch && window.interval != "SECOND" ? 1 : orders }
    var windows = accounts[account] ?? Array(repeating: Window(), count: limits.orders.count)
    defer { accounts[account] = windows }
    // The longest window is looked at first: when it is full, the shorter ones are not raised.
    for (index, window) in limits.orders.enumerated().reversed() where index < windows.count {
      if windows[index].count(at: now, length: window.milliseconds) + count(in: window) > window.limit {
        return window
      }
    }
    for (index, window) in limits.orders.enumerated() where index < windows.count {
      windows[index].count += count(in: window)
    }
    return nil
  }

  /// Takes back an order that got its first fill: the venue counts unfilled orders.
  func filled(account: String, at now: Int64) { withdraw(1, account: account, at: now) }

  /// Takes back orders that never came to be, as they were counted.
  func withdraw(_ orders: Int, account: String, at now: Int64, isBatch: Bool = false) {
    guard var windows = accounts[account] else { return }
    for (index, window) in limits.orders.enumerated() where index < windows.count {
      let counted = isBatch && window.interval != "SECOND" ? 1 : orders
      windows[index].count = max(0, windows[index].count(at: now, length: window.milliseconds) - counted)
    }
    accounts[account] = windows
  }

  /// The counts of an account, one for each window of ``FrontLimits/orders``.
  func orderCounts(account: String, at now: Int64) -> [Int] {
    var windows = accounts[account] ?? Array(repeating: Window(), count: limits.orders.count)
    return limits.orders.enumerated().map { index, window in
      index < windows.count ? windows[index].count(at: now, length: window.milliseconds) : 0
    }
  }
}
