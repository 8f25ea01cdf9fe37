import TradingModel
import TradingNetwork

/// Keeps how much may be borrowed of the assets that orders borrow, by requests in the background.
final class BinanceBorrowWatch {
  private struct Entry {
    var amount: WideDecimal?
    var at: UnixNanos
    var isAsking = false
  }

  private let session: BinanceHttpSession
  private var entries: [String: Entry] = [:]

  /// An amount older than this is not known.
  private static let freshness: Duration = .seconds(5)
  private static let interval: Duration = .seconds(4)

  init(session: BinanceHttpSession) { self.session = session }

  private var now: UnixNanos { session.runtime.clock.now }

  /// How much of an asset may be borrowed, if that is known now. Asking makes it known for the next time.
  func borrowable(_ asset: String, isolatedSymbol: String?) -> WideDecimal? {
    let key = "\(isolatedSymbol ?? "")/\(asset)"
    let entry = entries[key]
    let age = entry.map { now - $0.at }
    if entry?.isAsking != true, age.map({ $0 > Self.interval }) ?? true { ask(key, asset, isolatedSymbol) }
    guard let age, age <= Self.freshness else { return nil }
    return entry?.amount
  }

  /// Something was borrowed or repaid: what was known is not true any more.
  func forget() { entries = entries.filter { $0.value.isAsking } }

  private func ask(_ key: String, _ asset: String, _ isolatedSymbol: String?) {
    entries[key] = Entry(amount: entries[key]?.amount, at: entries[key]?.at ?? .zero, isAsking: true)
    // After the order that gave the reason.
    session.runtime.clock.schedule(after: .milliseconds(50)) { [weak self] in
      guard let self else { return }
      var request = BinanceRequest<BinanceMaxBorrowable>.maxBorrowable(asset, isolatedSymbol: isolatedSymbol)
      request.priority = .background
      session.send(request) { [weak self] result in
        guard let self else { return }
        switch result {
        case .success(let answer): entries[key] = Entry(amount: answer.amount, at: now)
        case .failure: entries[key] = Entry(amount: nil, at: now)
        }
      }
    }
  }
}
