import BinanceAdapter
import TradingEngine
import TradingModel

/// What `request` can ask for.
enum RequestSelection {
  static let names =
    "trades, agg-trades, bars:STEP-UNIT, book, funding; on futures open-interest, open-interest:STEP-UNIT, "
    + "long-short-ratio:STEP-UNIT, top-accounts-ratio:STEP-UNIT, top-positions-ratio:STEP-UNIT, "
    + "taker-volume:STEP-UNIT (of 5-MINUTE to 1-DAY), mark-price-bars:STEP-UNIT, index-price-bars:STEP-UNIT, "
    + "premium-index-bars:STEP-UNIT, continuous-bars:STEP-UNIT, rpi-depth, composite-index, asset-index"

  /// Reads a word.
  ///
  /// - Parameter depth: how many levels of each side a book has.
  static func kind(_ word: String, of id: InstrumentId, depth: Int) throws(CommandFailure) -> DataRequest.Kind {
    switch word {
    case "trades": return .trades(id)
    case "agg-trades", "aggTrades", "aggregated-trades", "agg_trades": return .aggregatedTrades(id)
    case "book": return .bookSnapshot(id, depth: depth)
    case "funding", "funding-rate", "funding-rates": return .fundingRates(id)
    case "open-interest": return .custom(BinanceFuturesOpenInterest.dataType(id))
    case "rpi-depth": return .custom(DataType(BinanceRPIDepth.self, instrumentId: id))
    case "composite-index": return .custom(DataType(BinanceCompositeIndex.self, instrumentId: id))
    case "asset-index": return .custom(DataType(BinanceAssetIndex.self))
    default: break
    }
    if let (source, interval) = try DataSelection.referenceBars(word) {
      return .custom(BinanceReferenceBar.dataType(id, source, interval))
    }
    guard let mark = word.firstIndex(of: ":") else {
      throw CommandFailure(.usage, "'\(word)' cannot be asked for; choose of \(names)")
    }
    let unit = word[word.index(after: mark)...]
    switch word[..<mark] {
    case "bars":
      let specification = try DataSelection.specification(unit)
      return .custom(BinanceBar.dataType(BarType(instrumentId: id, specification: specification)))
    case "open-interest":
      return .custom(BinanceFuturesOpenInterest.dataType(id, period: try DataSelection.interval(unit)))
    case "long-short-ratio": return try ratio(.accounts, id, unit)
    case "top-accounts-ratio": return try ratio(.topAccounts, id, unit)
    case "top-positions-ratio": return try ratio(.topPositions, id, unit)
    case "taker-volume": return .custom(BinanceTakerVolume.dataType(id, period: try DataSelection.interval(unit)))
    default: throw CommandFailure(.usage, "'\(word)' cannot be asked for; choose of \(names)")
    }
  }

  private static func ratio(
    _ crowd: BinanceLongShortRatio.Crowd, _ id: InstrumentId, _ unit: Substring
  ) throws(CommandFailure) -> DataRequest.Kind {
    .custom(BinanceLongShortRatio.dataType(id, crowd: crowd, period: try DataSelection.interval(unit)))
  }
}
