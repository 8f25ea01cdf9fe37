import TradingModel

/// What requests for statistics of futures have in common.
enum BinanceFuturesStatistics {
  /// How many rows the venue gives in one answer.
  static let maxRows = 500
  /// The periods of which the venue keeps statistics.
  static let periods: [BinanceBarInterval] = [
    .fiveMinutes, .fifteenMinutes, .thirtyMinutes, .oneHour, .twoHours, .fourHours, .sixHours, .twelveHours, .oneDay,
  ]

  static func dataType(
    _ name: String, _ id: InstrumentId, _ period: BinanceBarInterval?, _ further: [String: String] = [:]
  ) -> DataType {
    var metadata = further
    metadata["instrumentId"] = id.text
    metadata["period"] = period?.rawValue
    return DataType(name: name, metadata: metadata)
  }

  /// The period that a request names.
  ///
  /// - Throws: what the venue offers, when it has no such period.
  static func period(of type: DataType) throws(BinanceRequestProblem) -> BinanceBarInterval {
    let text = type.metadata["period"] ?? ""
    guard let period = periods.first(where: { $0.rawValue == text }) else {
      let names = periods.map(\.rawValue).joined(separator: ", ")
      throw BinanceRequestProblem("\(type.name) needs a period, not '\(text)'; Binance has \(names)")
    }
    return period
  }
}
