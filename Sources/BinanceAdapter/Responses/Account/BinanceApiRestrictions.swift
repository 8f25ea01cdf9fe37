public import TradingModel

/// What an API key may do.
///
/// See <https://developers.binance.com/docs/wallet/account/api-key-permission>.
public struct BinanceApiRestrictions: Hashable, Sendable {
  /// Whether only the addresses that the owner listed may use the key; false where the venue does not say it.
  public let ipRestrict: Bool
  /// Whether the key may read the account.
  public let enableReading: Bool
  /// Whether the key may place and cancel orders on spot and margin; false where the venue does not say it.
  public let enableSpotAndMarginTrading: Bool
  /// Whether the key may use the margin account, which a client of margin needs beside
  /// ``enableSpotAndMarginTrading``; false where the venue does not say it.
  public let enableMargin: Bool
  /// Whether the key may trade futures, as none may that is older than the account's futures wallet; false where the
  /// venue does not say it.
  public let enableFutures: Bool
  /// Whether the key may withdraw, which no trading program needs; false where the venue does not say it.
  public let enableWithdrawals: Bool
  /// When the key was made; nil where the venue does not say it.
  public let createTime: UnixNanos?
  /// When trading permission ends, where it does.
  public let tradingAuthorityExpirationTime: UnixNanos?

  init(_ json: JSONValue) throws {
    ipRestrict = json["ipRestrict"]?.bool ?? false
    enableReading = try json.bool("enableReading")
    enableSpotAndMarginTrading = json["enableSpotAndMarginTrading"]?.bool ?? false
    enableMargin = json["enableMargin"]?.bool ?? false
    enableFutures = json["enableFutures"]?.bool ?? false
    enableWithdrawals = json["enableWithdrawals"]?.bool ?? false
    createTime = json["createTime"]?.milliseconds
    tradingAuthorityExpirationTime = json["tradingAuthorityExpirationTime"]?.milliseconds
  }
}
