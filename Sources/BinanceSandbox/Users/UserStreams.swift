import TradingModel

/// Who listens to the account events of a product: WebSocket API subscriptions and listen keys.
final class UserStreams {
  /// A subscriber hears every event of one account.
  struct Subscription {
    let account: SandboxAccount
    unowned let listener: any UserEventListener
    /// What the listener told of itself, such as its subscription's number.
    let tag: Int
    /// The listen key that opened it, and the events that it wants; nil is all.
    var key: String?
    var events: [String]?
  }

  private struct ListenKey {
    let key: String
    let account: SandboxAccount
    var expires: UnixNanos
  }

  private static let lifetime: Duration = .seconds(3_600)

  private let random: RandomSource
  private var subscriptions: [Subscription] = []
  private var keys: [ListenKey] = []

  init(random: RandomSource) { self.random = random }

  // MARK: Subscriptions

  func subscribe(
    _ listener: any UserEventListener, to account: SandboxAccount, tag: Int, key: String? = nil,
    events: [String]? = nil
  ) {
    subscriptions.append(
      Subscription(account: account, listener: listener, tag: tag, key: key, events: events))
  }

  /// Ends what a listen key opened.
  ///
  /// - Returns: who listened.
  func unsubscribe(key: String) -> [Subscription] {
    let ended = subscriptions.filter { $0.key == key }
    subscriptions.removeAll { $0.key == key }
    return ended
  }

  /// Whether anybody listens to an account.
  func hasSubscribers(_ account: SandboxAccount) -> Bool { subscriptions.contains { $0.account === account } }

  func unsubscribe(_ listener: any UserEventListener, tag: Int? = nil) {
    subscriptions.removeAll { $0.listener === listener && (tag == nil || $0.tag == tag) }
  }

  /// The subscribers of an account.
  func subscribers(of account: SandboxAccount) -> [Subscription] {
    subscriptions.filter { $0.account === account }
  }

  // MARK: Listen keys

  /// The account's live listen key, extended, or a new one.
  func listenKey(of account: SandboxAccount, at now: UnixNanos) -> String {
    if let key = extend(nil, of: account, at: now) { return key }
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    let bytes = (0..<64).map { _ in alphabet[random.integer(in: 0...(alphabet.count - 1))] }
    let key = String(decoding: bytes, as: UTF8.self)
    keys.append(ListenKey(key: key, account: account, expires: now + Self.lifetime))
    return key
  }

  /// Extends a listen key.
  ///
  /// - Returns: the key, or nil when there is none.
  func extend(_ key: String?, of account: SandboxAccount, at now: UnixNanos) -> String? {
    let found = keys.firstIndex { $0.account === account && (key == nil || $0.key == key) && $0.expires > now }
    guard let index = found else { return nil }
    keys[index].expires = now + Self.lifetime
    return keys[index].key
  }

  /// Ends a listen key and its streams.
  func end(_ key: String?, of account: SandboxAccount) -> Bool {
    guard let index = keys.firstIndex(where: { $0.account === account && (key == nil || $0.key == key) }) else {
      return false
    }
    _ = unsubscribe(key: keys.remove(at: index).key)
    return true
  }

  /// The account behind a live listen key.
  func account(listenKey key: String, at now: UnixNanos) -> SandboxAccount? {
    keys.first { $0.key == key && $0.expires > now }?.account
  }

  /// When the next listen key ends.
  var nextExpiry: UnixNanos? { keys.map(\.expires).min() }

  /// Takes all listen keys away, or those whose time has come.
  ///
  /// - Returns: what expired.
  func expire(at now: UnixNanos, all: Bool = false) -> [(key: String, account: SandboxAccount)] {
    let gone = keys.filter { all || $0.expires <= now }
    guard !gone.isEmpty else { return [] }
    keys.removeAll { key in gone.contains { $0.key == key.key } }
    return gone.map { ($0.key, $0.account) }
  }
}
