/// An API key that trades on a margin account through the endpoints of spot, as the account's owner sees it.
///
/// <https://developers.binance.com/docs/margin_trading/trade/Query-Special-Key-of-Low-Latency-Trading>
public struct BinanceSpecialKey: Hashable, Sendable {
  /// The name that its owner gave it (`apiName`); several keys may have the same.
  public let name: String
  /// The API key that requests carry; a secret here, so that it is never printed.
  public let apiKey: SecretText
  /// The addresses that may use it; the venue begins a new list with `0.0.0.0`, which means nothing.
  public let addresses: [String]
  /// The kind of key, in the venue's word: `HMAC_SHA256`, `RSA`, `Ed25519`.
  public let type: String
  /// What it may do; nil where the venue does not say it, or says something new.
  public let permission: Permission?

  /// What a key may do.
  public enum Permission: String, Hashable, Sendable, CaseIterable {
    /// Everything.
    case trade = "TRADE"
    /// Read the account.
    case read = "READ"
  }

  init(_ json: JSONValue) throws {
    name = try json.text("apiName")
    apiKey = SecretText(try json.text("apiKey"))
    addresses = (json["ip"]?.text ?? "").split(separator: ",").map(String.init)
    type = json["type"]?.text ?? ""
    permission = json["permissionMode"]?.text.flatMap(Permission.init(rawValue:))
  }
}
