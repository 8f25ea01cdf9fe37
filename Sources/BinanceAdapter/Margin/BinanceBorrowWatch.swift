import TradingModel
import TradingNetwork

/// Keeps how much may be borrowed of the assets that orders borrow; an order that borrows waits for it a moment.
final class BinanceBorrowWatch {
  private struct Entry {
    var amount: WideDecimal?
    var at: UnixNanos
    var isAsking = false
  }

  private struct Waiting {
    let number: Int
    let completion: () -> Void
  }

  private let session: BinanceHttpSession
  private var entries: [String: Entry] = [:]
  private var waiting: [String: [Waiting]] = [:]
  private var lastNumber = 0

  /// An amount older than this is not known.
  private static let freshness: Duration = .seconds(5)
  /// How long an order waits for the venue's word at most.
  private static let patience: Duration = .milliseconds(1_500)

  init(session: BinanceHttpSession) { self.session = session }

  private var now: UnixNanos { session.runtime.clock.now }

  private static func key(_ asset: String, _ isolatedSymbol: String?) -> String { "\(isolatedSymbol ?? "")/\(asset)" }

  /// How much of an asset may be borrowed, and when the venue told it; nil when it is not known now.
  func known(_ asset: String, isolatedSymbol: String?) -> (amount: WideDecimal, at: UnixNanos)? {
    guard let entry = entries[Self.key(asset, isolatedSymbol)], let amount = entry.amount,
      now - entry.at <= Self.freshness
    else { return nil }
    return (amount, entry.at)
  }

  /// Whether the venue is to be asked. For a moment after it gave no answer it is not.
  func isUnknown(_ asset: String, isolatedSymbol: String?) -> Bool {
    guard let entry = entries[Self.key(asset, isolatedSymbol)] else { return true }
    return entry.isAsking || now - entry.at > Self.freshness
  }

  /// Asks the venue. The completion is called once: with its word, or after a moment without one.
  func learn(_ asset: String, isolatedSymbol: String?, completion: @escaping () -> Void) {
    let key = Self.key(asset, isolatedSymbol)
    lastNumber += 1
    let number = lastNumber
    waiting[key, default: []].append(Waiting(number: number, completion: completion))
    if entries[key]?.isAsking != true { ask(key, asset, isolatedSymbol) }
    session.runtime.clock.schedule(after: Self.patience) { [weak self] in self?.release(key, upTo: number) }
  }

  /// Something was borrowed or repaid: what was known is not true any more.
  func forget() { entries = entries.filter { $0.value.isAsking } }

  private func ask(_ key: String, _ asset: String, _ isolatedSymbol: String?) {
    entries[key] = Entry(amount: nil, at: .zero, isAsking: true)
    var request = BinanceRequest<BinanceMaxBorrowable>.maxBorrowable(asset, isolatedSymbol: isolatedSymbol)
    request.priority = .order
    session.send(request) { [weak self] result in
      guard let self else { return }
      entries[key] = Entry(amount: (try? result.get())?.amount, at: now)
      release(key, upTo: lastNumber)
    }
  }

  /// Lets the orders go that have waited since this one or longer.
  private func release(_ key: String, upTo number: Int) {
    let all = waiting.removeValue(forKey: key) ?? []
    let rest = all.filter { $0.number > number }
    if !rest.isEmpty { waiting[key] = rest }
    for order in all where order.number <= number { order.completion() }
  }
}
