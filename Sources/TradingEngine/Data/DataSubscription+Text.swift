import TradingModel

extension DataSubscription: CustomStringConvertible {
  /// `quotes BTCUSDT.BINANCE`, the same in every process.
  public var description: String {
    switch self {
    case .quotes(let id): "quotes \(id)"
    case .trades(let id): "trades \(id)"
    case .bookDeltas(let id, let depth): depth.map { "book \(id) depth \($0)" } ?? "book \(id)"
    case .bars(let type): "bars \(type)"
    case .markPrices(let id): "markPrices \(id)"
    case .indexPrices(let id): "indexPrices \(id)"
    case .fundingRates(let id): "fundingRates \(id)"
    case .instrumentStatus(let id): "instrumentStatus \(id)"
    case .instrument(let id): "instrument \(id)"
    case .custom(let type): "custom \(type.text)"
    }
  }
}

extension DataRequest.Kind: CustomStringConvertible {
  /// `trades BTCUSDT.BINANCE`, the same in every process.
  public var description: String {
    switch self {
    case .instrument(let id): "instrument \(id)"
    case .instruments: "instruments"
    case .trades(let id): "trades \(id)"
    case .aggregatedTrades(let id): "aggregatedTrades \(id)"
    case .bars(let type): "bars \(type)"
    case .bookSnapshot(let id, let depth): "bookSnapshot \(id) depth \(depth)"
    case .fundingRates(let id): "fundingRates \(id)"
    case .custom(let type): "custom \(type.text)"
    }
  }
}

extension DataType {
  /// The name and the metadata in sorted order.
  var text: String {
    let pairs = metadata.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
    return ([name] + pairs).joined(separator: " ")
  }
}
