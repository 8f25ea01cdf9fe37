import TradingModel

/// The network of a simulated world: HTTP and WebSocket in memory between client runtimes and registered servers, with
/// latency and seeded faults.
///
/// Bytes of one WebSocket connection arrive in the order in which they were sent; HTTP exchanges are independent of one
/// another, as they are over a pool of connections, so their answers can overtake each other.
public final class SimulatedNetwork {
  /// How long things take.
  public var latency = SimulatedLatency()
  /// Hears of everything that happens, one line each: what a replay is compared by.
  public var onTrace: ((String) -> Void)?

  unowned let world: SimulatedWorld
  let random: RandomSource
  private var servers: [String: any SimulatedServer] = [:]
  private var connections: [UInt64: SimulatedConnection] = [:]
  private var lastNumber: UInt64 = 0
  private(set) var injector = FaultInjector(plan: .none)

  init(world: SimulatedWorld) {
    self.world = world
    self.random = RandomSource(seed: world.seed ^ 0x6E65_7477_6F72_6B00)
  }

  // MARK: Servers

  /// Makes a server reachable.
  ///
  /// - Parameters:
  ///   - server: what answers there; it replaces a server that was at the same place.
  ///   - place: `host:port` as in the URLs of its clients, with the port even where a URL leaves it out (443).
  public func register(_ server: any SimulatedServer, at place: String) {
    servers[place.lowercased()] = server
  }

  /// Takes a server off the network and breaks its connections.
  public func unregister(at place: String) {
    servers[place.lowercased()] = nil
    resetConnections { $0.place == place.lowercased() }
  }

  // MARK: Faults

  /// Replaces the rules of what goes wrong. Their counts and randomness start anew.
  public func apply(_ plan: FaultPlan) { injector = FaultInjector(plan: plan) }

  /// How often each rule of the current plan has struck, in the plan's order.
  public var faultCounts: [Int] { injector.strikeCounts }

  /// Breaks (RST) the open connections of a server whose path begins so, at once and on both sides.
  public func resetConnections(at place: String, pathPrefix: String = "") {
    resetConnections { $0.place == place.lowercased() && $0.url.path.hasPrefix(pathPrefix) }
  }

  /// How many WebSocket connections are open or opening.
  public var openConnections: Int { connections.count }

  private func resetConnections(where chosen: (SimulatedConnection) -> Bool) {
    for number in connections.keys.sorted() {
      if let connection = connections[number], chosen(connection) { connection.breakDown() }
    }
  }

  // MARK: For transports and connections

  /// The server for a URL, or why it cannot be reached.
  func server(for url: EndpointURL) throws(TransportError) -> any SimulatedServer {
    if let server = servers[url.place] { return server }
    let isKnown = servers.keys.contains { $0.hasPrefix("\(url.host):") }
    throw isKnown || LoopbackRule.isLoopback(host: url.host)
      ? TransportError(
        kind: .connectionRefused, place: url.place, detail: "connection refused", mayHaveBeenSent: false)
      : TransportError(
        kind: .nameResolution, place: url.place, detail: "the host's name does not resolve", mayHaveBeenSent: false)
  }

  func nextNumber() -> UInt64 {
    lastNumber &+= 1
    return lastNumber
  }

  func opened(_ connection: SimulatedConnection) { connections[connection.number] = connection }

  /// Forgets servers and connections without telling anybody: the end of the world.
  func shutDown() {
    // Servers hear of the end of their connections, and live as long.
    for number in connections.keys.sorted() { connections[number]?.forget() }
    connections.removeAll()
    servers.removeAll()
  }

  func ended(_ connection: SimulatedConnection) { connections[connection.number] = nil }

  /// How long one packet takes in one direction.
  func travelTime() -> Duration { latency.draw(random) }

  /// What goes wrong with this, if anything. The subject is described only when there are rules.
  func fault(_ subject: () -> FaultSubject) -> Fault? {
    guard injector.isActive else { return nil }
    let described = subject()
    guard let fault = injector.fault(for: described, elapsed: world.elapsed) else { return nil }
    trace("fault \(fault.label) \(described.stage.rawValue) \(described.host)\(described.path)")
    return fault
  }

  func trace(_ line: @autoclosure () -> String) {
    if let onTrace { onTrace("\(world.now) \(line())") }
  }
}
