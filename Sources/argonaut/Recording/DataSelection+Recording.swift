import BinanceAdapter

extension DataSelection {
  /// The stream of data that only futures have; nil for other data and where the venue has none.
  ///
  /// - Parameter symbol: the venue's symbol.
  func rareStream(of symbol: String) -> BinanceStreamName? {
    let pair = BinanceSymbol.pair(raw: symbol)
    switch self {
    case .rpiDepth: return .retailDepth(symbol)
    case .compositeIndex: return .compositeIndex(symbol)
    case .contractInfo: return .contractInfo
    case .assetIndex: return .assetIndices
    case .referenceBars(.continuous, let interval):
      let contract = BinanceSymbol.isDated(symbol) ? "CURRENT_QUARTER" : "PERPETUAL"
      return .continuousKline(pair: pair, contractType: contract, interval: interval.rawValue)
    case .referenceBars(.indexPrice, let interval): return .indexPriceKline(pair: pair, interval: interval.rawValue)
    case .referenceBars(.markPrice, let interval): return .markPriceKline(symbol, interval: interval.rawValue)
    default: return nil
    }
  }
}
