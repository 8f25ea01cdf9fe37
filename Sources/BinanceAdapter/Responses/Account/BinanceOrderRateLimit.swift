/// How many unfilled orders the account has in an interval, and may have.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/account-endpoints>.
public struct BinanceOrderRateLimit: Hashable, Sendable {
  /// `SECOND`, `MINUTE`, `DAY`.
  public let interval: String
  /// How many such intervals the window spans (`intervalNum`): 10 with `SECOND` is a window of ten seconds.
  public let intervalCount: Int
  /// How many orders may count in one window before the venue refuses more.
  public let limit: Int
  /// How many orders count in the present window; nil where the venue tells only the limit, as on USDⓈ-M.
  public let count: Int?

  init(_ json: JSONValue) throws {
    interval = try json.text("interval")
    intervalCount = Int(try json.int64("intervalNum"))
    limit = Int(try json.int64("limit"))
    count = json["count"]?.int
  }
}
