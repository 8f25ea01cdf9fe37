public import TradingModel

/// A time during which a venue forbids all requests.
public struct RateBlock: Sendable, Hashable, Codable {
  /// When requests are allowed again, by the venue's clock.
  public let until: UnixNanos
  /// Whether the address is banned, rather than asked to slow down.
  public let isBan: Bool

  /// Makes a block that ends at a time of the venue's clock.
  public init(until: UnixNanos, isBan: Bool) {
    self.until = until
    self.isBan = isBan
  }
}
