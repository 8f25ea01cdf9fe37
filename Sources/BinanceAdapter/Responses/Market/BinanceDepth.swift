public import TradingModel

/// A depth snapshot.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints#order-book>.
public struct BinanceDepth: Hashable, Sendable {
  /// One price level.
  public struct Level: Hashable, Sendable {
    /// The price of all orders of the level.
    public let price: WideDecimal
    /// What is open at the price: in base currency, or in contracts on COIN-M.
    public let quantity: WideDecimal
  }

  /// The last update that the snapshot contains.
  public let lastUpdateId: UInt64
  /// When the snapshot was made (futures).
  public let eventTime: UnixNanos?
  /// When the matching engine made the last update (futures).
  public let transactionTime: UnixNanos?
  /// Best first.
  public let bids: [Level]
  /// Best first.
  public let asks: [Level]

  init(_ json: JSONValue) throws {
    lastUpdateId = try json.uint64("lastUpdateId")
    eventTime = json["E"]?.milliseconds
    transactionTime = json["T"]?.milliseconds
    // A book with a level left out is a wrong book, so one bad level makes the whole snapshot unreadable.
    func levels(_ key: String) throws -> [Level] {
      guard let elements = json[key]?.elements else { throw BinanceDecodingError(field: key) }
      return try elements.map { Level(price: try $0.decimal(0), quantity: try $0.decimal(1)) }
    }
    bids = try levels("bids")
    asks = try levels("asks")
  }
}
