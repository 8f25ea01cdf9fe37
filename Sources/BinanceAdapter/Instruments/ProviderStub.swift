public import TradingModel
public final class BinanceInstrumentProvider: BinanceInstrumentSource {
  public var instruments: [Instrument] = []
  public func load(completion: @escaping (Result<Void, any Error>) -> Void) { completion(.success(())) }
}
