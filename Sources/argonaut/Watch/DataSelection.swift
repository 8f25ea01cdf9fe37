import BinanceAdapter
import TradingEngine
import TradingModel

/// What `--data` asks for.
enum DataSelection: Hashable {
  case quotes
  case trades
  case book
  case deltas
  case bars(BarSpecification)
  case ticker
  case markPrice
  case indexPrice
  case fundingRate
  case liquidations
  case status

  static let names =
    "quotes, trades, book, deltas, bars:STEP-UNIT, ticker, mark-price, index-price, funding-rate, liquidations, status"

  /// Reads a comma-separated list.
  static func list(_ text: String) throws(CommandFailure) -> [DataSelection] {
    var result: [DataSelection] = []
    for word in text.split(separator: ",") {
      let selection = try one(word.trimmingPrefix { $0 == " " })
      if !result.contains(selection) { result.append(selection) }
    }
    guard !result.isEmpty else { throw CommandFailure(.usage, "--data is empty; choose of \(names)") }
    return result
  }

  private static func one(_ word: Substring) throws(CommandFailure) -> DataSelection {
    switch word {
    case "quotes": return .quotes
    case "trades": return .trades
    case "book": return .book
    case "deltas": return .deltas
    case "ticker": return .ticker
    case "mark-price": return .markPrice
    case "index-price": return .indexPrice
    case "funding-rate": return .fundingRate
    case "liquidations": return .liquidations
    case "status": return .status
    default:
      guard word.hasPrefix("bars:") else {
        throw CommandFailure(.usage, "--data does not know '\(word)'; choose of \(names)")
      }
      return .bars(try specification(word.dropFirst(5)))
    }
  }

  /// Reads `1-MINUTE`.
  static func specification(_ text: Substring) throws(CommandFailure) -> BarSpecification {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let step = Int(parts[0]), step > 0,
      let unit = BarSpecification.Aggregation(rawValue: parts[1].uppercased()), unit.isTime, unit != .millisecond
    else {
      throw CommandFailure(
        .usage,
        "'\(text)' is no bar interval; write STEP-UNIT with SECOND, MINUTE, HOUR, DAY, WEEK or MONTH, as 1-MINUTE")
    }
    return BarSpecification(step: step, aggregation: unit, priceType: .last)
  }

  /// The subscription that brings it for an instrument.
  func subscription(_ id: InstrumentId) -> DataSubscription {
    switch self {
    case .quotes: .quotes(id)
    case .trades: .trades(id)
    case .book, .deltas: .bookDeltas(id)
    case .bars(let specification):
      .custom(BinanceBar.dataType(BarType(instrumentId: id, specification: specification)))
    case .ticker: .custom(DataType(BinanceTicker.self, instrumentId: id))
    case .markPrice: .custom(DataType(BinanceFuturesMarkPriceUpdate.self, instrumentId: id))
    case .indexPrice: .indexPrices(id)
    case .fundingRate: .fundingRates(id)
    case .liquidations: .custom(DataType(BinanceLiquidation.self, instrumentId: id))
    case .status: .instrumentStatus(id)
    }
  }
}
