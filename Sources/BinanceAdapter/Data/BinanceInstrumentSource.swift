import TradingModel

/// Where a data client gets its instruments from: the venue's provider, or a recording.
protocol BinanceInstrumentSource: AnyObject {
  /// The instruments that are loaded.
  var instruments: [Instrument] { get }
  /// Hears of every instrument whose commission rates became known after it was loaded.
  var onRates: ((Instrument) -> Void)? { get set }
  /// Loads what is configured and `others` besides, or loads it anew. `completion` is called once, on the loop, with the
  /// wanted instruments that the venue does not have.
  func loadInstruments(
    and others: [InstrumentId], completion: @escaping (Result<Set<InstrumentId>, any Error>) -> Void)
}

extension BinanceInstrumentProvider: BinanceInstrumentSource {
  func loadInstruments(
    and others: [InstrumentId], completion: @escaping (Result<Set<InstrumentId>, any Error>) -> Void
  ) {
    let configured = config.loadIds
    let selection: Selection =
      config.loadAll ? .all : .ids(configured + others.filter { !configured.contains($0) }.sorted())
    load(selection) { (result: Result<Summary, BinanceError>) in
      completion(result.map { Set($0.missing) }.mapError { $0 })
    }
  }
}
