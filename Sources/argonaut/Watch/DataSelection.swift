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
  case rpiDepth
  case compositeIndex
  case contractInfo
  case assetIndex
  case referenceBars(BinanceReferenceBar.Source, BinanceBarInterval)

  static let names =
    "quotes, trades, book, deltas, bars:STEP-UNIT, ticker, mark-price, index-price, funding-rate, liquidations, status; "
    + "on futures rpi-depth, composite-index, contract-info, asset-index, continuous-bars:STEP-UNIT, "
    + "mark-price-bars:STEP-UNIT, index-price-bars:STEP-UNIT"

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
    case "rpi-depth": return .rpiDepth
    case "composite-index": return .compositeIndex
    case "contract-info": return .contractInfo
    case "asset-index": return .assetIndex
    default:
      if let (source, interval) = try referenceBars(word) { return .referenceBars(source, interval) }
      guard word.hasPrefix("bars:") else {
        throw CommandFailure(.usage, "--data does not know '\(word)'; choose of \(names)")
      }
      return .bars(try specification(word.dropFirst(5)))
    }
  }

  /// Reads `mark-price-bars:1-MINUTE` and its siblings; nil for another word.
  static func referenceBars(
    _ word: some StringProtocol
  ) throws(CommandFailure) -> (BinanceReferenceBar.Source, BinanceBarInterval)? {
    for source in BinanceReferenceBar.Source.allCases {
      let start = source.rawValue + "-bars:"
      guard word.hasPrefix(start) else { continue }
      return (source, try interval(word.dropFirst(start.count)))
    }
    return nil
  }

  /// Reads `5-MINUTE` as one of the venue's intervals.
  static func interval(_ text: some StringProtocol) throws(CommandFailure) -> BinanceBarInterval {
    let specification = try specification(Substring(text))
    guard let interval = BinanceBarInterval.allCases.first(where: { $0.specification == specification }) else {
      throw CommandFailure(.usage, "Binance has no interval \(text); it has 1-MINUTE to 1-MONTH")
    }
    return interval
  }

  /// Reads `1-MINUTE`.
  static func specification(_ text: Substring) throws(CommandFailure) -> BarSpecification {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let step = Int(parts[0]),
      let unit = BarSpecification.Aggregation(rawValue: parts[1].uppercased()), unit.isTime, unit != .millisecond,
      let specification = try? BarSpecification(step: step, aggregation: unit)
    else {
      throw CommandFailure(
        .usage,
        "'\(text)' is no bar interval; write STEP-UNIT with SECOND, MINUTE, HOUR, DAY, WEEK or MONTH, as 1-MINUTE")
    }
    return specification
  }

  /// Whether only futures have it.
  var isOfFutures: Bool {
    switch self {
    case .quotes, .trades, .book, .deltas, .bars, .ticker, .status: false
    case .markPrice, .indexPrice, .fundingRate, .liquidations, .rpiDepth, .compositeIndex, .contractInfo, .assetIndex,
      .referenceBars:
      true
    }
  }

  /// How it is written, without an interval.
  var word: String {
    switch self {
    case .quotes: "quotes"
    case .trades: "trades"
    case .book: "book"
    case .deltas: "deltas"
    case .bars: "bars"
    case .ticker: "ticker"
    case .markPrice: "mark-price"
    case .indexPrice: "index-price"
    case .fundingRate: "funding-rate"
    case .liquidations: "liquidations"
    case .status: "status"
    case .rpiDepth: "rpi-depth"
    case .compositeIndex: "composite-index"
    case .contractInfo: "contract-info"
    case .assetIndex: "asset-index"
    case .referenceBars(let source, _): source.rawValue + "-bars"
    }
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
    case .rpiDepth: .custom(DataType(BinanceRPIDepth.self, instrumentId: id))
    case .compositeIndex: .custom(DataType(BinanceCompositeIndex.self, instrumentId: id))
    case .contractInfo: .custom(DataType(BinanceContractInfo.self, instrumentId: id))
    case .assetIndex: .custom(DataType(BinanceAssetIndex.self))
    case .referenceBars(let source, let interval): .custom(BinanceReferenceBar.dataType(id, source, interval))
    }
  }
}
