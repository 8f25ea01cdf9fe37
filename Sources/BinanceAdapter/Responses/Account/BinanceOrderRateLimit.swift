/// How many unfilled orders the account has in an interval, and may have.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/account-endpoints>.
public struct BinanceOrderRateLimit: Hashable, Sendable {
  /// `SECOND`, `MINUTE`, `DAY`.
  public let interval: String
  public let intervalCount: Int
  public let limit: Int
  public let count: Int?

  init(_ json: JSONValue) throws {
    interval = try json.text("interval")
    intervalCount = Int(try json.int64("intervalNum"))
    limit = Int(try json.int64("limit"))
    count = json["count"]?.int
  }
}
