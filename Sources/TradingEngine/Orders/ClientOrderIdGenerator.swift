public import TradingModel

/// Makes identifiers for orders that no other node, restart or strategy makes again.
///
/// `O-` and the time in milliseconds, a random tag of the process, and a counter. At most 36 characters of
/// `[0-9A-Z-]`, without vowels, so that no word that a venue's firewall takes for SQL can come about.
public final class ClientOrderIdGenerator {
  private static let digits: [UInt8] = Array("0123456789BCDFGHJKLMNPQRSTVWXYZ".utf8)
  private let clock: any TradingClock
  private let tag: String
  private var count: UInt64 = 0

  /// A generator for one process; `random` gives the tag.
  public init(clock: any TradingClock, random: RandomSource) {
    self.clock = clock
    tag = Self.text(random.next() % 787_662_783_788_549_761, width: 12)
  }

  /// A new identifier of an order.
  public func orderId() -> ClientOrderId { ClientOrderId("O-" + next()) }

  /// A new identifier of a list of orders.
  public func listId() -> OrderListId { OrderListId("L-" + next()) }

  private func next() -> String {
    count &+= 1
    let time = UInt64(max(0, clock.now.milliseconds))
    return "\(Self.text(time, width: 9))-\(tag)-\(Self.text(count % 852_891_037_441, width: 1))"
  }

  /// A number in base 31, at least `width` digits long.
  private static func text(_ number: UInt64, width: Int) -> String {
    var rest = number
    var reversed: [UInt8] = []
    while rest > 0 || reversed.count < width {
      reversed.append(digits[Int(rest % 31)])
      rest /= 31
    }
    return String(decoding: reversed.reversed(), as: UTF8.self)
  }
}
