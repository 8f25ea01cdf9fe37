import TradingModel

/// When to renew the venue's timers that cancel all open orders of a symbol unless the node gives a sign of life. A pure
/// value.
///
/// A timer is armed before the first order of a symbol is sent, renewed three times within its delay while there are
/// orders, and disarmed when there are none. When the node dies it runs out; that is its purpose.
struct BinanceDeadManSwitch: Hashable, Sendable {
  enum Action: Hashable, Sendable {
    case arm(symbol: String)
    case disarm(symbol: String)
  }

  /// How long the venue waits.
  let delay: Duration
  private(set) var armedAt: [String: UnixNanos] = [:]

  init(delay: Duration) { self.delay = delay }

  /// How often to look whether something is to be renewed.
  var interval: Duration { max(.milliseconds(250), delay / 3) }

  /// An order is about to be sent.
  mutating func willSend(symbol: String, at now: UnixNanos) -> [Action] {
    if let armed = armedAt[symbol], now - armed < interval { return [] }
    armedAt[symbol] = now
    return [.arm(symbol: symbol)]
  }

  /// It is time to look.
  ///
  /// - Parameter live: the symbols that have open orders.
  mutating func tick(live: [String], at now: UnixNanos) -> [Action] {
    var actions: [Action] = []
    for symbol in live {
      armedAt[symbol] = now
      actions.append(.arm(symbol: symbol))
    }
    for symbol in armedAt.keys.sorted() where !live.contains(symbol) {
      armedAt[symbol] = nil
      actions.append(.disarm(symbol: symbol))
    }
    return actions
  }

  /// Arming failed: it is tried again at the next look.
  mutating func failed(symbol: String) { armedAt[symbol] = nil }
}
