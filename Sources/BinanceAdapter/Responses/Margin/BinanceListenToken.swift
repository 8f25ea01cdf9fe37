public import TradingModel

// <https://developers.binance.com/docs/margin_trading/account>

/// A token by which a margin account's events are subscribed.
public struct BinanceListenToken: Hashable, Sendable {
  /// The token itself, a secret, with which the events are subscribed over the WebSocket API.
  public let token: SecretText
  /// When the events end unless a newer token has prolonged the subscription (`expirationTime`).
  public let expires: UnixNanos

  init(_ json: JSONValue) throws {
    token = SecretText(try json.text("token"))
    expires = try Self.time(json)
  }

  /// A moment that the venue gives in milliseconds here and in microseconds there.
  static func time(_ json: JSONValue) throws -> UnixNanos {
    let value = try json.int64("expirationTime")
    return value >= 100_000_000_000_000 ? UnixNanos(microseconds: value) : UnixNanos(milliseconds: value)
  }
}
