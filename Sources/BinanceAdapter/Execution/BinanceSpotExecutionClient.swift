public import Logging
public import TradingEngine
public import TradingModel

/// Order entry and account of the spot exchange: the spot account, and with parameters the margin accounts.
///
/// Orders go over the WebSocket API while it works and over REST otherwise. It belongs to the kernel's loop.
public final class BinanceSpotExecutionClient: BinanceExecutionClient {
  /// - Parameters:
  ///   - id: the client's name in the node, of which its account id is made where the configuration has none.
  ///   - config: the connection, and how orders are sent and followed.
  ///   - session: the signed way to the venue, of a spot or margin account.
  ///   - provider: loads the instruments; may be shared with a data client of the same product.
  ///   - lookup: the node's orders, for orders that an earlier session made.
  ///   - sink: what hears of orders and account.
  ///   - logger: where the client reports what its events do not tell.
  public override init(
    id: ClientId, config: BinanceExecClientConfig, session: BinanceHttpSession, provider: BinanceInstrumentProvider,
    lookup: (any OrderLookup)?, sink: any ExecutionEventSink,
    logger: Logger = Logger(label: "argonaut.binance.execution")
  ) {
    super.init(
      id: id, config: config, session: session, provider: provider, lookup: lookup, sink: sink, logger: logger)
  }

  override func prepare(completion: @escaping (Result<Void, any Error>) -> Void) {
    prepareAccount { completion($0.mapError { $0 as any Error }) }
  }
}
