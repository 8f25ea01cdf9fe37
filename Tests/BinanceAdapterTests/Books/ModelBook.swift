import TradingModel

@testable import BinanceAdapter

/// A venue's book in the simplest possible form, with its state at every update id: what the synchroniser is judged by.
struct ModelBook {
  typealias Levels = [Key: Int64]

  struct Key: Hashable {
    var side: BookSide
    var price: Int64
  }

  private(set) var levels: Levels = [:]
  /// The state at each update id.
  private(set) var history: [UInt64: Levels] = [:]
  private(set) var lastId: UInt64
  private var lastMessageId: UInt64
  private let isFutures: Bool

  init(isFutures: Bool, firstId: UInt64 = 1_000) {
    self.isFutures = isFutures
    lastId = firstId
    lastMessageId = firstId
    history[firstId] = levels
  }

  /// Changes a few levels and returns the message that tells it.
  mutating func step(_ random: RandomSource, at now: UnixNanos) -> BinanceDepthUpdate {
    var deltas: [Key: Int64] = [:]
    let first = lastId + 1
    for _ in 0..<random.integer(in: 1...4) {
      let key = Key(side: random.chance(0.5) ? .buy : .sell, price: Int64(random.integer(in: 1...30)))
      let size = random.chance(0.3) ? 0 : Int64(random.integer(in: 1...9))
      levels[key] = size == 0 ? nil : size
      deltas[key] = size
      // Futures number all instruments together, so ids of one have holes.
      lastId += isFutures ? UInt64(random.integer(in: 1...5)) : 1
      history[lastId] = levels
    }
    defer { lastMessageId = lastId }
    return BinanceDepthUpdate(
      span: BinanceDepthSpan(first: first, last: lastId, previous: isFutures ? lastMessageId : nil),
      deltas: deltas.sorted { ($0.key.side.rawValue, $0.key.price) < ($1.key.side.rawValue, $1.key.price) }.map {
        OrderBookDelta(
          action: $0.value == 0 ? .delete : .update, side: $0.key.side, price: Price(raw: $0.key.price, precision: 0),
          size: Quantity(raw: $0.value, precision: 0))
      }, tsEvent: now, tsInit: now)
  }

  /// A snapshot as of an id that the book had.
  func snapshot(at id: UInt64, now: UnixNanos) -> BinanceDepthSnapshot {
    let state = history[id] ?? [:]
    let deltas = state.sorted { ($0.key.side.rawValue, $0.key.price) < ($1.key.side.rawValue, $1.key.price) }.map {
      OrderBookDelta(
        action: .add, side: $0.key.side, price: Price(raw: $0.key.price, precision: 0),
        size: Quantity(raw: $0.value, precision: 0))
    }
    return BinanceDepthSnapshot(lastUpdateId: id, deltas: [.clear] + deltas, tsEvent: now, tsInit: now)
  }

  /// The ids at which the book had a state, ascending.
  var ids: [UInt64] { history.keys.sorted() }

  static func apply(_ deltas: [OrderBookDelta], to levels: inout Levels) {
    for delta in deltas {
      if delta.action == .clear {
        levels = [:]
      } else {
        levels[Key(side: delta.side, price: delta.price.raw)] = delta.size.raw == 0 ? nil : delta.size.raw
      }
    }
  }
}
