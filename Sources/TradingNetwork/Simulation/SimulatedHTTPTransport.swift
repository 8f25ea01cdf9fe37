import TradingModel

/// The HTTP transport of a client in a simulated world.
final class SimulatedHTTPTransport: HTTPTransport {
  private let network: SimulatedNetwork
  private let clientAddress: String

  /// A transport into the network for the client with this address.
  init(network: SimulatedNetwork, clientAddress: String) {
    self.network = network
    self.clientAddress = clientAddress
  }

  func send(
    _ request: HTTPRequest, timeout: Duration, completion: @escaping (Result<HTTPResponse, TransportError>) -> Void
  ) {
    let world = network.world
    let url: EndpointURL
    do {
      url = try EndpointURL(request.url)
    } catch {
      world.schedule(after: .zero) { completion(.failure(error)) }
      return
    }
    let exchange = SimulatedHTTPExchange(
      network: network, request: request, url: url, clientAddress: clientAddress, completion: completion)
    exchange.begin(timeout: timeout)
  }
}

/// One request on its way and its answer.
private final class SimulatedHTTPExchange {
  private let network: SimulatedNetwork
  private let request: HTTPRequest
  private let url: EndpointURL
  private let clientAddress: String
  private let number: UInt64
  private var completion: ((Result<HTTPResponse, TransportError>) -> Void)?
  private var timer: (any ClockTimer)?
  private var isSent = false

  init(
    network: SimulatedNetwork, request: HTTPRequest, url: EndpointURL, clientAddress: String,
    completion: @escaping (Result<HTTPResponse, TransportError>) -> Void
  ) {
    self.network = network
    self.request = request
    self.url = url
    self.clientAddress = clientAddress
    self.number = network.nextNumber()
    self.completion = completion
  }

  func begin(timeout: Duration) {
    timer = network.world.schedule(after: timeout) { [self] in
      fail(.requestTimeout, "no answer within \(timeout)")
    }
    network.trace("request \(number) \(request.method.rawValue) \(url.place)\(url.path) \(request.body.count)")
    let fault = network.fault { subject(.request, .toServer, request.body) }
    let server: any SimulatedServer
    do {
      server = try network.server(for: url)
    } catch {
      network.world.schedule(after: network.travelTime()) { [self] in finish(.failure(error)) }
      return
    }
    var travel = network.travelTime()
    switch fault {
    case .nameResolutionFails:
      later(travel) { $0.fail(.nameResolution, "the host's name does not resolve") }
    case .connectionRefused:
      later(travel) { $0.fail(.connectionRefused, "connection refused") }
    case .connectTimeout:
      timer?.cancel()
      later(timeout) { $0.fail(.connectTimeout, "no connection within \(timeout)") }
    case .drop:
      isSent = true
    case .reset:
      isSent = true
      later(travel) { $0.fail(.connectionReset, "connection reset by the peer") }
    case .answer(let response, let executed):
      isSent = true
      if executed { later(travel) { $0.deliver(to: server, replacingWith: response) } } else { answer(response) }
    case .delay(let range):
      travel += network.injector.duration(in: range)
      fallthrough
    default:
      isSent = true
      later(travel) { $0.deliver(to: server, replacingWith: nil) }
    }
  }

  private func deliver(to server: any SimulatedServer, replacingWith replacement: HTTPResponse?) {
    var isAnswered = false
    server.respond(to: request, clientAddress: clientAddress) { [self] (outcome: SimulatedAnswer) in
      guard !isAnswered else { return }
      isAnswered = true
      switch outcome {
      case .response(let response): answer(replacement ?? response)
      case .connectionLost:
        later(network.travelTime()) {
          $0.fail(.connectionReset, "connection reset by the peer before the whole answer")
        }
      }
    }
  }

  private func answer(_ response: HTTPResponse) {
    var travel = network.travelTime()
    var response = response
    switch network.fault({ subject(.response, .toClient, response.body) }) {
    case .drop: return
    case .reset:
      later(travel) { $0.fail(.connectionReset, "connection reset by the peer before the whole answer") }
      return
    case .delay(let range): travel += network.injector.duration(in: range)
    case .corrupt(let count): response.body = network.injector.corrupted(response.body, count: count)
    case .truncate(let part): response.body = network.injector.truncated(response.body, keeping: part)
    default: break
    }
    later(travel) { [response] in $0.finish(.success(response)) }
  }

  private func later(_ delay: Duration, _ action: @escaping (SimulatedHTTPExchange) -> Void) {
    network.world.schedule(after: delay) { action(self) }
  }

  private func fail(_ kind: TransportError.Kind, _ detail: String) {
    finish(.failure(TransportError(kind: kind, place: url.place, detail: detail, mayHaveBeenSent: isSent)))
  }

  private func finish(_ result: Result<HTTPResponse, TransportError>) {
    guard let completion else { return }
    self.completion = nil
    timer?.cancel()
    switch result {
    case .success(let response): network.trace("response \(number) \(response.status) \(response.body.count)")
    case .failure(let error): network.trace("failure \(number) \(error.kind.rawValue)")
    }
    completion(result)
  }

  private func subject(_ stage: FaultStage, _ direction: FaultDirection, _ payload: [UInt8]) -> FaultSubject {
    FaultSubject(
      stage: stage, direction: direction, host: url.place, clientAddress: clientAddress, method: request.method,
      path: url.path, query: url.query, payload: payload)
  }
}
