import TradingModel

/// Where a data client gets its instruments from: the venue's provider, or a recording.
protocol BinanceInstrumentSource: AnyObject {
  /// The instruments that are loaded.
  var instruments: [Instrument] { get }
  /// Loads them, or loads them anew. `completion` is called once, on the loop.
  func load(completion: @escaping (Result<Void, any Error>) -> Void)
}

/// Instruments that are known beforehand.
final class FixedInstrumentSource: BinanceInstrumentSource {
  let instruments: [Instrument]

  init(_ instruments: [Instrument]) { self.instruments = instruments }

  func load(completion: @escaping (Result<Void, any Error>) -> Void) { completion(.success(())) }
}
