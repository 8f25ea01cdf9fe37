/// Which methods the WebSocket API of a futures product has: those that the venue's documentation lists, as a table.
///
/// Many operations of futures are the same for both products and for spot, but their WebSocket APIs are not: that of
/// COIN-M knows neither conditional orders nor market data.
enum SocketMethods {
  /// `ping` and `time` stand in no list, but the venue answers them.
  private static let common: Set<String> = [
    "ping", "time", "order.place", "order.modify", "order.cancel", "order.status", "account.balance", "account.status",
    "account.position", "userDataStream.start", "userDataStream.ping", "userDataStream.stop",
  ]
  private static let linear: Set<String> = [
    "algoOrder.place", "algoOrder.cancel", "v2/account.balance", "v2/account.status", "v2/account.position", "depth",
    "ticker.price", "ticker.book",
  ]

  /// The methods of a product; nil where every operation that names a method has it.
  static func known(to product: SandboxProduct) -> Set<String>? {
    switch product {
    case .spot: nil
    case .usdm: common.union(linear)
    case .coinm: common
    }
  }
}
