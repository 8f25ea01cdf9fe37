import TradingModel

/// One WebSocket connection of the simulated network, with its two ends.
final class SimulatedConnection {
  /// A send buffer holds so many messages at most; more are refused, as a socket that nobody reads refuses them.
  private static let bufferLimit = 50_000
  private static let closingTimeout = Duration.seconds(5)
  private static let heldMessageTimeout = Duration.seconds(1)

  let number: UInt64
  let url: EndpointURL
  var place: String { url.place }
  let client: SimulatedEndpoint
  let server: SimulatedEndpoint

  private let network: SimulatedNetwork
  private let request: WebSocketRequest
  private let clientAddress: String
  private let invalidURL: TransportError?
  private var isHalfOpen = false
  private var connectTimer: (any ClockTimer)?

  init(network: SimulatedNetwork, request: WebSocketRequest, clientAddress: String) {
    self.network = network
    self.request = request
    self.clientAddress = clientAddress
    self.number = network.nextNumber()
    self.client = SimulatedEndpoint(receives: .toClient, clientAddress: clientAddress)
    self.server = SimulatedEndpoint(receives: .toServer, clientAddress: clientAddress)
    do {
      url = try EndpointURL(request.url)
      invalidURL = nil
    } catch {
      url = .nowhere
      invalidURL = error
    }
    client.connection = self
    server.connection = self
  }

  var world: SimulatedWorld { network.world }

  // MARK: Opening

  func open(clientHandler: any WebSocketHandler) {
    client.handler = clientHandler
    network.opened(self)
    network.trace("connect \(number) \(place)\(url.path)")
    if let invalidURL { return failOpening(after: .zero, invalidURL) }
    connectTimer = world.schedule(after: request.connectTimeout) { [weak self] in
      guard let self, client.state == .opening else { return }
      client.end(.failed(error(.connectTimeout, "no connection within \(request.connectTimeout)")))
    }
    var travel = network.travelTime()
    for _ in 0..<(2 * network.latency.connectRoundTrips) { travel += network.travelTime() }
    switch network.fault({ subject(.upgrade, .toServer, []) }) {
    case .nameResolutionFails: failOpening(after: travel, error(.nameResolution, "the host's name does not resolve"))
    case .connectionRefused: failOpening(after: travel, error(.connectionRefused, "connection refused"))
    case .reset: failOpening(after: travel, error(.connectionReset, "connection reset while opening"))
    case .connectTimeout, .drop: break
    case .answer(let response, _): refuse(response, after: travel)
    case .delay(let range): arrive(after: travel + network.injector.duration(in: range))
    default: arrive(after: travel)
    }
  }

  private func arrive(after travel: Duration) {
    world.schedule(after: travel) { [self] in
      guard client.state == .opening else { return }
      let target: any SimulatedServer
      do throws(TransportError) {
        target = try network.server(for: url)
      } catch let unreachable {
        return client.end(.failed(unreachable))
      }
      switch target.accept(request, clientAddress: clientAddress, channel: server) {
      case .refused(let response):
        server.state = .closed
        refuse(response, after: network.travelTime())
      case .accepted(let handler):
        server.handler = handler
        server.state = .open
        enqueue(.opened, to: client, after: network.travelTime())
        handler.webSocketDidOpen(server)
      }
    }
  }

  private func refuse(_ response: HTTPResponse, after travel: Duration) {
    world.schedule(after: travel) { [self] in
      guard client.state == .opening else { return }
      client.end(.refused(response))
    }
  }

  private func failOpening(after travel: Duration, _ error: TransportError) {
    world.schedule(after: travel) { [self] in
      guard client.state == .opening else { return }
      client.end(.failed(error))
    }
  }

  // MARK: Sending

  /// Sends a frame from one end to the other. False when the send buffer is full.
  func transmit(_ frame: SimulatedFrame, from sender: SimulatedEndpoint) -> Bool {
    let receiver = peer(of: sender)
    guard receiver.inbound.count < Self.bufferLimit else { return false }
    if isHalfOpen {
      receiver.inbound.swallowed += 1
      return true
    }
    let travel = network.travelTime()
    guard case .message(let bytes, let isText) = frame else {
      enqueue(frame, to: receiver, after: travel)
      return true
    }
    if receiver.inbound.isFrozen { return true }
    if let fault = network.fault({ subject(.message, receiver.receives, bytes) }) {
      strike(fault, bytes, isText, to: receiver, after: travel)
    } else {
      enqueue(frame, to: receiver, after: travel)
    }
    return true
  }

  private func strike(
    _ fault: Fault, _ bytes: [UInt8], _ isText: Bool, to receiver: SimulatedEndpoint, after travel: Duration
  ) {
    let frame = SimulatedFrame.message(bytes, isText: isText)
    switch fault {
    case .drop: break
    case .freeze: receiver.inbound.isFrozen = true
    case .halfOpen: isHalfOpen = true
    case .reset: breakDown()
    case .close(let code): peer(of: receiver).close(code: code, reason: "")
    case .delay(let range): enqueue(frame, to: receiver, after: travel + network.injector.duration(in: range))
    case .duplicate:
      enqueue(frame, to: receiver, after: travel)
      enqueue(frame, to: receiver, after: travel)
    case .reorder(let count):
      guard receiver.inbound.held == nil else { return enqueue(frame, to: receiver, after: travel) }
      receiver.inbound.hold(frame, passing: count)
      world.schedule(after: Self.heldMessageTimeout) { [weak self, weak receiver] in
        guard let self, let receiver, receiver.inbound.held != nil else { return }
        receiver.inbound.releaseHeld(arrival: world.now)
        pump(receiver)
      }
    case .corrupt(let count):
      enqueue(.message(network.injector.corrupted(bytes, count: count), isText: isText), to: receiver, after: travel)
    case .truncate(let part):
      enqueue(.message(network.injector.truncated(bytes, keeping: part), isText: isText), to: receiver, after: travel)
    case .fragment(let pieces, let gap):
      enqueue(frame, to: receiver, after: travel + gap * max(0, pieces - 1))
    default: enqueue(frame, to: receiver, after: travel)
    }
  }

  private func enqueue(_ frame: SimulatedFrame, to receiver: SimulatedEndpoint, after travel: Duration) {
    guard receiver.state != .closed else { return }
    receiver.inbound.append(frame, arrival: world.now + travel)
    schedulePump(receiver)
  }

  private func schedulePump(_ receiver: SimulatedEndpoint) {
    guard !receiver.isPumpScheduled, let next = receiver.inbound.nextArrival else { return }
    receiver.isPumpScheduled = true
    _ = world.scheduleEvent(at: next) { [self] in
      receiver.isPumpScheduled = false
      pump(receiver)
    }
  }

  /// Delivers what has arrived, as one socket read.
  private func pump(_ receiver: SimulatedEndpoint) {
    while receiver.state != .closed, let frame = receiver.inbound.popArrived(at: world.now) {
      network.trace("\(receiver.receives.rawValue) \(number) \(frame.label)")
      receiver.receive(frame)
    }
    if receiver.state == .open { receiver.handler?.webSocketDidReadBatch(receiver) }
    schedulePump(receiver)
  }

  // MARK: Ending

  /// Both ends lose the connection now.
  func breakDown() {
    world.schedule(after: .zero) { [self] in
      client.end(.failed(error(.connectionReset, "connection reset by the peer")))
      server.end(.failed(error(.connectionReset, "connection reset by the peer")))
    }
  }

  /// One end is gone without a handshake: it hears of it soon, the other end when the reset arrives.
  func abort(_ endpoint: SimulatedEndpoint) {
    let wasOpening = endpoint.state == .opening
    if !wasOpening, !isHalfOpen { enqueue(.reset, to: peer(of: endpoint), after: network.travelTime()) }
    if wasOpening, server.state == .open { enqueue(.reset, to: server, after: network.travelTime()) }
    endpoint.state = .aborted
    world.schedule(after: .zero) { endpoint.end(.closedLocally) }
  }

  func awaitClosingHandshake(_ endpoint: SimulatedEndpoint) {
    world.schedule(after: Self.closingTimeout) { [weak endpoint] in endpoint?.end(.closedLocally) }
  }

  func endpointEnded(_ endpoint: SimulatedEndpoint, _ reason: WebSocketCloseReason) {
    network.trace("end \(number) \(endpoint.receives.rawValue) \(reason)")
    endpoint.inbound.removeAll()
    if endpoint === client {
      connectTimer?.cancel()
      // A client that gave up while opening leaves a server behind that hears of it by a reset.
      if server.state == .open, case .failed = reason, !isHalfOpen {
        enqueue(.reset, to: server, after: network.travelTime())
      }
    }
    if client.state == .closed, server.state == .closed || server.handler == nil { network.ended(self) }
  }

  /// The world is over: the server learns that its client is gone, and the client learns nothing any more.
  func forget() {
    client.handler = nil
    client.state = .closed
    server.end(.closedLocally)
  }

  private func peer(of endpoint: SimulatedEndpoint) -> SimulatedEndpoint { endpoint === client ? server : client }

  func error(_ kind: TransportError.Kind, _ detail: String) -> TransportError {
    TransportError(kind: kind, place: place, detail: detail, mayHaveBeenSent: client.wasOpen)
  }

  private func subject(_ stage: FaultStage, _ direction: FaultDirection, _ payload: [UInt8]) -> FaultSubject {
    FaultSubject(
      stage: stage, direction: direction, host: place, clientAddress: clientAddress, method: nil, path: url.path,
      query: url.query, payload: payload)
  }
}
