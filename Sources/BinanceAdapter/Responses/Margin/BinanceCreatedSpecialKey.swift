/// A special key that was just made. The venue tells its secret this once.
///
/// <https://developers.binance.com/docs/margin_trading/trade/Create-Special-Key-of-Low-Latency-Trading>
public struct BinanceCreatedSpecialKey: Hashable, Sendable {
  /// The API key that requests carry; a secret here, so that it is never printed.
  public let apiKey: SecretText
  /// The secret of an HMAC key; nil where a public key was given, whose other half its owner has.
  public let apiSecret: SecretText?
  /// The kind of key, in the venue's word.
  public let type: String

  init(_ json: JSONValue) throws {
    apiKey = SecretText(try json.text("apiKey"))
    apiSecret = json["secretKey"]?.text.map { SecretText($0) }
    type = json["type"]?.text ?? ""
  }
}
