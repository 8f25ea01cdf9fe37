import TradingModel
public import TradingNetwork

/// Carries market streams over as many connections as they need, and keeps them carried.
///
/// It belongs to one loop. Streams go to connections by their route, up to a number per connection; they are asked for
/// within the venue's message limits, asked for again after every reconnect, and move to a fresh channel before the
/// venue ends the old one (after 24 hours, or when it announces a shutdown) without missing a message in between.
public final class BinanceStreamSession {
  /// What hears of messages and of the connections' life. Held until the session is closed.
  public var handler: (any BinanceStreamHandler)? {
    didSet {
      for connection in connections { connection.handler = handler }
    }
  }

  let endpoints: BinanceEndpoints
  let runtime: Runtime
  let budget = ConnectBudget()
  private let limits: StreamSubscriptionMachine.Limits
  /// In the order in which they were opened.
  private var connections: [BinanceStreamConnection] = []
  /// The connection that carries a stream, or is to.
  private var carriers: [BinanceStreamName: BinanceStreamConnection] = [:]
  private var nextNumber = 1
  private var isClosed = false

  /// Makes a session, which connects when the first stream is wanted.
  ///
  /// - Parameters:
  ///   - endpoints: the base URLs, and the product whose streams are carried.
  ///   - runtime: what connects and tells the time, of the loop to which the session belongs.
  ///   - streamsPerConnection: how many streams a connection takes, at most what the venue allows.
  public init(endpoints: BinanceEndpoints, runtime: Runtime, streamsPerConnection: Int = 200) {
    self.endpoints = endpoints
    self.runtime = runtime
    let product = endpoints.product
    // One message in five is left for pings and pongs.
    limits = StreamSubscriptionMachine.Limits(
      messagesPerSecond: product.clientMessagesPerSecond - max(1, product.clientMessagesPerSecond / 5),
      streamsPerConnection: min(streamsPerConnection, product.maxStreamsPerConnection))
  }

  /// How many connections are open or opening.
  public var connectionCount: Int { connections.count }
  /// Whether any connection is down or not yet up.
  public var isDisturbed: Bool { connections.contains { !$0.isOpen } }
  /// Whether the venue confirmed a stream on the present connection.
  public func isConfirmed(_ name: BinanceStreamName) -> Bool { carriers[name]?.isConfirmed(name) ?? false }

  /// Wants streams; those that are wanted already stay as they are.
  public func subscribe(_ names: [BinanceStreamName]) {
    guard !isClosed else { return }
    var touched: [BinanceStreamConnection] = []
    for name in names where carriers[name] == nil {
      let connection = connectionWithRoom(route: endpoints.routesStreams ? name.route : .market)
      connection.add(name)
      carriers[name] = connection
      if !touched.contains(where: { $0 === connection }) { touched.append(connection) }
    }
    for connection in touched { connection.flush() }
  }

  /// Does not want streams any more; a connection that carries nothing is closed.
  public func unsubscribe(_ names: [BinanceStreamName]) {
    for name in names {
      guard let connection = carriers.removeValue(forKey: name) else { continue }
      connection.remove(name)
      connection.flush()
      guard connection.isEmpty else { continue }
      connections.removeAll { $0 === connection }
      end([connection])
    }
  }

  /// Leaves a stream and joins it again, for a stream that is confirmed but silent.
  ///
  /// - Parameter isRepeated: whether that was done before and did not help: then its connection is replaced, though not
  ///   twice within half a minute.
  public func renew(_ name: BinanceStreamName, isRepeated: Bool = false) {
    guard let connection = carriers[name] else { return }
    if isRepeated, connection.replace(reason: "\(name) stays silent") { return }
    connection.renew(name)
    connection.flush()
  }

  /// Moves all streams to fresh channels, without a gap.
  public func rotate(reason: String) {
    for connection in connections { connection.rotate(reason: reason) }
  }

  /// Ends the session. `completion` is called once, on the loop.
  public func close(completion: @escaping () -> Void = {}) {
    isClosed = true
    let open = connections
    connections = []
    carriers = [:]
    handler = nil
    end(open, then: completion)
  }

  /// Silences connections at once and closes them a little later: this may have been asked for by a message's receiver,
  /// and what carries the message must outlive it.
  private func end(_ connections: [BinanceStreamConnection], then completion: @escaping () -> Void = {}) {
    for connection in connections { connection.silence() }
    runtime.clock.schedule(after: .zero) { [self] in
      for connection in connections { connection.close() }
      // The connections refer to their session without holding it.
      withExtendedLifetime(self, completion)
    }
  }

  /// A stream that the venue refused is carried by nobody; it may be wanted anew.
  func forget(_ name: BinanceStreamName) { carriers[name] = nil }

  private func connectionWithRoom(route: BinanceStreamRoute) -> BinanceStreamConnection {
    if let open = connections.first(where: { $0.route == route && $0.hasRoom }) { return open }
    let connection = BinanceStreamConnection(session: self, route: route, number: nextNumber, limits: limits)
    nextNumber += 1
    connection.handler = handler
    connections.append(connection)
    connection.open()
    return connection
  }
}
