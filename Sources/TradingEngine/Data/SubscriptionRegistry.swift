import TradingModel

/// Who holds which subscription, so that a client is asked once for the first holder and told once after the last.
///
/// A book is one stream whatever its depth: the deepest that anyone asked for serves all.
struct SubscriptionRegistry {
  /// What a new holder means for the client.
  enum Addition: Equatable {
    /// The client is to be asked.
    case first(DataSubscription)
    /// The stream runs already.
    case shared
    /// The client is to give up the one stream and start the other.
    case replace(DataSubscription, by: DataSubscription)
  }

  struct Entry {
    /// What the client was asked for.
    var active: DataSubscription
    var client: ClientId?
    var params: [String: String]
    var holders: [ObjectIdentifier]
  }

  private var entries: [DataSubscription: Entry] = [:]

  /// What is subscribed, in the order of its description.
  var active: [DataSubscription] {
    entries.values.map(\.active).sorted { String(describing: $0) < String(describing: $1) }
  }

  func entry(_ subscription: DataSubscription) -> Entry? { entries[subscription.key] }

  /// How many hold a subscription.
  func count(_ subscription: DataSubscription) -> Int { entries[subscription.key]?.holders.count ?? 0 }

  mutating func add(
    _ subscription: DataSubscription, holder: ObjectIdentifier, client: ClientId?, params: [String: String] = [:]
  ) -> Addition {
    guard var entry = entries[subscription.key] else {
      entries[subscription.key] = Entry(active: subscription, client: client, params: params, holders: [holder])
      return .first(subscription)
    }
    if !entry.holders.contains(holder) { entry.holders.append(holder) }
    let old = entry.active
    let deeper = subscription.bookDepth > old.bookDepth
    if deeper {
      entry.active = subscription
      entry.params = params
    }
    entries[subscription.key] = entry
    return deeper ? .replace(old, by: subscription) : .shared
  }

  /// Removes a holder.
  ///
  /// - Returns: the entry that nobody holds any more, when this was the last holder.
  mutating func remove(_ subscription: DataSubscription, holder: ObjectIdentifier) -> Entry? {
    guard var entry = entries[subscription.key], let place = entry.holders.firstIndex(of: holder) else { return nil }
    entry.holders.remove(at: place)
    if entry.holders.isEmpty {
      entries[subscription.key] = nil
      return entry
    }
    entries[subscription.key] = entry
    return nil
  }
}

extension DataSubscription {
  /// The identity of the stream: a book's depth is no part of it.
  var key: DataSubscription {
    if case .bookDeltas(let id, _) = self { .bookDeltas(id) } else { self }
  }

  /// How deep a book is asked for; the full book is the deepest.
  fileprivate var bookDepth: Int {
    if case .bookDeltas(_, let depth) = self { depth ?? .max } else { 0 }
  }
}
