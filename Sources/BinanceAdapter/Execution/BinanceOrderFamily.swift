/// The services of the venue that take orders, each with identifiers, queries and lists of its own.
enum BinanceOrderFamily: Hashable, Sendable {
  /// Orders that go to the book.
  case regular
  /// Conditional orders of futures, which wait outside the book and become a regular order when they trigger.
  case algo
}

extension BinanceProduct {
  /// The services that may have an order of this product.
  var orderFamilies: [BinanceOrderFamily] { accountType.isFutures ? [.regular, .algo] : [.regular] }

  /// How long a stretch of the past one question about orders or trades may cover; nil where there is no such limit.
  var historyWindow: Duration? { accountType.isFutures ? .seconds(7 * 86_400) : nil }

  /// How far back the venue tells of trades (futures).
  static let historyDepth: Duration = .seconds(89 * 86_400)
}

/// What an order is asked for, changed or canceled by.
struct BinanceOrderReference: Hashable, Sendable {
  var family: BinanceOrderFamily
  var parameters: BinanceParameters
}
