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

  /// The times in force with which the WebSocket API takes conditional orders; empty where it takes none at all.
  var webSocketAlgoTimesInForce: Set<String> { accountType == .usdtFutures ? ["GTC", "IOC", "FOK"] : [] }

  /// How long a stretch of the past one question about orders or trades may cover.
  var historyWindow: Duration { .seconds(accountType.isFutures ? 7 * 86_400 : 86_400) }
}

/// What an order is asked for, changed or canceled by.
struct BinanceOrderReference: Hashable, Sendable {
  var family: BinanceOrderFamily
  var parameters: BinanceParameters
}
