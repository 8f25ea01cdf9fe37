import TradingModel

/// The filters of one symbol by name. What is missing, unknown or unreadable is no obstacle.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/filters>.
struct BinanceSymbolFilters {
  /// Filters that are understood; the others are kept raw and reported once.
  static let known: Set<String> = [
    "PRICE_FILTER", "LOT_SIZE", "MARKET_LOT_SIZE", "MIN_NOTIONAL", "NOTIONAL", "PERCENT_PRICE",
    "PERCENT_PRICE_BY_SIDE", "ICEBERG_PARTS", "MAX_NUM_ORDERS", "MAX_NUM_ALGO_ORDERS", "MAX_NUM_ICEBERG_ORDERS",
    "MAX_NUM_ORDER_LISTS", "MAX_NUM_ORDER_AMENDS", "MAX_POSITION", "TRAILING_DELTA", "POSITION_RISK_CONTROL",
    "T_PLUS_SELL", "EXCHANGE_MAX_NUM_ORDERS", "EXCHANGE_MAX_NUM_ALGO_ORDERS", "EXCHANGE_MAX_NUM_ICEBERG_ORDERS",
    "EXCHANGE_MAX_NUM_ORDER_LISTS",
  ]

  private let filters: [(name: String, value: JSONValue)]

  init(_ json: JSONValue?) {
    filters = (json?.elements ?? []).compactMap { element in
      element["filterType"]?.text.map { ($0, element) }
    }
  }

  /// A field of a filter.
  func field(_ filter: String, _ key: String) -> String? {
    filters.first { $0.name == filter }?.value[key]?.text
  }

  /// The names of filters that are not known.
  var unknown: [String] { filters.map(\.name).filter { !Self.known.contains($0) } }

  /// Every field of every filter, as `NAME.field`, as the venue wrote it.
  func add(to info: inout [String: String]) {
    for (name, value) in filters {
      for member in value.members ?? [] where member.key != "filterType" {
        if let text = member.value.text ?? member.value.bool.map({ $0 ? "true" : "false" }) {
          info["\(name).\(member.key)"] = text
        }
      }
    }
  }
}
