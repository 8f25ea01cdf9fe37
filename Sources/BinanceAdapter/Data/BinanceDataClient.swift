import Logging
public import TradingEngine
public import TradingModel
import TradingNetwork

/// What the data clients of all products have in common.
public class BinanceDataClient: DataClient {
  public let id: ClientId
  public let venue: Venue
  let core: BinanceDataClientCore

  init(
    id: ClientId, config: BinanceDataClientConfig, session: BinanceHttpSession, provider: BinanceInstrumentProvider,
    runtime: Runtime, sink: any MarketDataSink, logger: Logger
  ) throws(BinanceRequestProblem) {
    self.id = id
    venue = config.venue
    core = BinanceDataClientCore(
      id: id, config: config, runtime: runtime, session: session, provider: provider, sink: sink, logger: logger)
  }

  public func serves(_ instrumentId: InstrumentId) -> Bool { core.serves(instrumentId) }

  public func connect(completion: @escaping (Result<Void, any Error>) -> Void) {
    core.connect(completion: completion)
  }

  public func disconnect(completion: @escaping () -> Void) { core.disconnect(completion: completion) }

  public func execute(_ command: DataCommand) { core.execute(command) }

  public func request(_ request: DataRequest) { core.request(request) }

  /// Why a subscription cannot be served, in one clear line; `nil` when it can.
  public func problem(with subscription: DataSubscription) -> String? {
    do throws(BinanceRequestProblem) {
      _ = try core.plan(for: subscription, params: [:])
      return nil
    } catch {
      return error.description
    }
  }

  /// The instruments that are loaded.
  public var instruments: [Instrument] { core.slots.instruments }
  /// Whether wanted instruments that the venue does not list are logged while connecting; who says it himself turns it
  /// off.
  public var tellsMissingInstruments: Bool {
    get { core.tellsMissing }
    set { core.tellsMissing = newValue }
  }

  /// Whether a connection is down or not yet up.
  public var isDisturbed: Bool { core.streams.isDisturbed }
  /// How many messages arrived, and how many of them could not be read.
  public var messageCounts: (received: UInt64, malformed: UInt64) {
    (core.decoder.messageCount, core.decoder.malformedCount)
  }
}
