public import TradingModel

/// A venue's market data as the data engine sees it.
///
/// A client belongs to the kernel's loop: it is called on it, and calls its sink on it.
public protocol DataClient: AnyObject {
  /// The name of the client in the node's configuration.
  var id: ClientId { get }
  /// The venue that it serves.
  var venue: Venue { get }
  /// Whether this client serves an instrument (spot and futures clients share the venue).
  func serves(_ instrumentId: InstrumentId) -> Bool
  /// Loads instruments and opens connections. `completion` is called once, on the loop.
  func connect(completion: @escaping (Result<Void, any Error>) -> Void)
  /// Closes connections. `completion` is called once, on the loop.
  func disconnect(completion: @escaping () -> Void)
  /// Subscribes or unsubscribes.
  func execute(_ command: DataCommand)
  /// Asks for history or a snapshot; the answer goes to the sink.
  func request(_ request: DataRequest)
}
