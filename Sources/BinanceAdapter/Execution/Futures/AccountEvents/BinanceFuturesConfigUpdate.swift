import TradingModel

/// `ACCOUNT_CONFIG_UPDATE`: how the account trades was changed.
struct BinanceFuturesConfigUpdate {
  let eventTime: UnixNanos
  /// The symbol whose leverage changed, with the leverage.
  let leverage: (symbol: String, value: Int)?
  /// Whether multi-assets mode was switched.
  let isMultiAssets: Bool?

  init(_ json: JSONValue) throws {
    eventTime = try json.time("E")
    if let change = json["ac"] {
      guard let value = change["l"]?.int else { throw BinanceDecodingError(field: "l") }
      leverage = (try change.text("s"), value)
    } else {
      leverage = nil
    }
    isMultiAssets = json["ai"]?["j"]?.bool
  }
}
