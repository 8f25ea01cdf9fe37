public import Logging
import NIOCore
public import TradingLive
import TradingModel
import TradingNetwork

/// Binance's market streams for async callers, usable alone and from anywhere.
///
/// ```swift
/// let client = try BinanceWebSocketClient(accountType: .spot)
/// for try await message in client.messages([.bookTicker("BTCUSDT"), .trade("BTCUSDT")]) {
///   print(message.text)
/// }
/// ```
///
/// Streams are subscribed while somebody iterates over them, over as many connections as they need, on the right route,
/// and again after every reconnect. Inside a node, ``BinanceStreamSession`` does the same on the kernel's loop without a
/// hop between threads.
public final class BinanceWebSocketClient: Sendable {
  /// Where it talks to.
  public let endpoints: BinanceEndpoints
  private let hub: StreamHub

  /// A client for a product; connections are made when they are needed.
  ///
  /// - Throws: when a URL is unusable.
  public convenience init(
    accountType: BinanceAccountType = .spot, environment: BinanceEnvironment = .live, us: Bool = false,
    baseURLWS: String? = nil
  ) throws(ConfigurationError) {
    try self.init(
      BinanceConnectionConfig(accountType: accountType, environment: environment, us: us, baseURLWS: baseURLWS))
  }

  /// A client for a configured connection.
  ///
  /// - Throws: when a URL is unusable.
  public init(
    _ connection: BinanceConnectionConfig, logger: Logger = Logger(label: "argonaut.binance.streams")
  ) throws(ConfigurationError) {
    endpoints = try BinanceEndpoints(connection)
    hub = StreamHub(connection: connection, endpoints: endpoints, logger: logger)
  }

  /// The messages of streams, as received, from the subscription on.
  ///
  /// The sequence ends with an error when the venue refuses a stream, and silently when the client is shut down.
  ///
  /// - Parameters:
  ///   - streams: the streams whose messages are wanted.
  ///   - limit: how many messages may wait for a slow consumer before the oldest are dropped.
  public func messages(
    _ streams: [BinanceStreamName], limit: Int = 10_000
  ) -> BoundedSequence<BinanceStreamMessage> {
    let (sequence, producer) = BoundedSequence<BinanceStreamMessage>.make(limit: limit)
    let hub = hub
    let number = hub.nextNumber()
    producer.continuation.onTermination = { _ in hub.onLoop { $0.remove(number) } }
    hub.onLoop { $0.add(number, streams: streams, producer: producer) }
    return sequence
  }

  /// Ends all sequences and closes the connections.
  public func shutDown() async {
    let hub = hub
    await withCheckedContinuation { continuation in
      hub.onLoop { $0.shutDown { continuation.resume() } }
    }
  }

  deinit {
    hub.onLoop { $0.shutDown {} }
  }
}
