public import TradingModel

/// What an API key may do.
///
/// See <https://developers.binance.com/docs/wallet/account/api-key-permission>.
public struct BinanceApiRestrictions: Hashable, Sendable {
  public let ipRestrict: Bool
  public let enableReading: Bool
  public let enableSpotAndMarginTrading: Bool
  public let enableMargin: Bool
  public let enableFutures: Bool
  public let enableWithdrawals: Bool
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
