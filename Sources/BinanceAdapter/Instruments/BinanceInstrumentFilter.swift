import TradingLive
import TradingModel

/// Which instruments a provider keeps, by the configuration's `filters`.
struct BinanceInstrumentFilter: Sendable {
  /// The properties that can be filtered by.
  static let properties = ["base", "quote", "settlement", "status", "kind", "contractType", "symbol"]

  private let rules: [(property: String, values: Set<String>)]

  init(_ filters: [String: [String]]) throws(ConfigurationError) {
    var rules: [(property: String, values: Set<String>)] = []
    for key in filters.keys.sorted() {
      guard Self.properties.contains(key) else {
        let nearest = SpellingDistance.nearest(to: key, among: Self.properties)
        throw ConfigurationError(
          place: "Binance", path: "instrumentProvider.filters.\(key)",
          problem: "instruments cannot be filtered by this; "
            + (nearest.map { "did you mean '\($0)'?" } ?? "valid are \(Self.properties.joined(separator: ", "))"))
      }
      rules.append((key, Set((filters[key] ?? []).map { $0.uppercased() })))
    }
    self.rules = rules
  }

  func keeps(_ instrument: Instrument) -> Bool {
    rules.allSatisfy { rule in rule.values.contains(value(of: rule.property, in: instrument).uppercased()) }
  }

  private func value(of property: String, in instrument: Instrument) -> String {
    switch property {
    case "base": instrument.base.code
    case "quote": instrument.quote.code
    case "settlement": instrument.settlement.code
    case "status": instrument.status
    case "kind": instrument.kind.rawValue
    case "contractType": instrument.info["contractType"] ?? ""
    default: instrument.rawSymbol
    }
  }
}
