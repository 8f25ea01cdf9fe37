public import TradingModel

/// The sandbox's append-only record of what really happened: the oracle of every reliability test.
///
/// Orders, trades, balances, requests and private frames, in the order in which they happened. ``LedgerAudit`` compares it
/// with what a client saw.
public final class SandboxLedger {
  /// Everything that is kept, oldest first.
  public private(set) var entries: [Entry] = []
  /// Requests and frames are many: only so many of the latest are kept.
  public var requestCapacity = 200_000
  private var requestCount = 0
  private var nextSequence: Int64 = 0

  /// Makes an empty ledger, whose first entry will be number 1.
  public init() {}

  /// Adds an entry; the front adds requests and frames, the exchange the rest.
  public func append(
    _ kind: Entry.Kind, product: SandboxProduct, account: String, at time: UnixNanos,
    _ fields: [(name: String, value: String)]
  ) {
    append(kind, product: product, account: account, at: time, .fields(fields))
  }

  /// Adds an entry whose fields are written out when somebody reads them.
  ///
  /// - Returns: its number.
  @discardableResult
  func append(
    _ kind: Entry.Kind, product: SandboxProduct, account: String, at time: UnixNanos, _ content: Entry.Content
  ) -> Int64 {
    nextSequence += 1
    entries.append(
      Entry(sequence: nextSequence, time: time, kind: kind, product: product, account: account, content: content))
    if kind == .request || kind == .frame {
      requestCount += 1
      if requestCount > requestCapacity + requestCapacity / 4 { dropOldRequests() }
    }
    return nextSequence
  }

  /// The entries that match, oldest first.
  ///
  /// - Parameters:
  ///   - kind: what the entries are about; nil is everything.
  ///   - product: the product to which they belong; nil is all.
  ///   - account: the account to which they belong; nil is all.
  ///   - symbol: the value of their field `symbol`; nil is any, or none.
  ///   - sequence: only what is newer than this number.
  ///   - limit: how many there are at most.
  public func query(
    kind: Entry.Kind? = nil, product: SandboxProduct? = nil, account: String? = nil, symbol: String? = nil,
    after sequence: Int64 = 0, limit: Int = .max
  ) -> [Entry] {
    var result: [Entry] = []
    let start = entries.partitioningIndex { $0.sequence > sequence }
    for entry in entries[start...] {
      if let kind, entry.kind != kind { continue }
      if let product, entry.product != product { continue }
      if let account, entry.account != account { continue }
      if let symbol, entry["symbol"] != symbol { continue }
      if result.count >= limit { break }
      result.append(entry)
    }
    return result
  }

  /// The entry of a number, or `nil` when it was dropped.
  func entry(_ sequence: Int64) -> Entry? {
    let index = entries.partitioningIndex { $0.sequence >= sequence }
    guard entries.indices.contains(index), entries[index].sequence == sequence else { return nil }
    return entries[index]
  }

  /// The number of the newest entry.
  public var lastSequence: Int64 { nextSequence }

  private func dropOldRequests() {
    var excess = requestCount - requestCapacity
    entries.removeAll { entry in
      guard entry.kind == .request || entry.kind == .frame, excess > 0 else { return false }
      excess -= 1
      return true
    }
    requestCount = requestCapacity
  }
}
