public import Logging
public import TradingLive
public import TradingModel
public import TradingNetwork

/// The part of ``BinanceHttpClient`` that lives on a loop: signs, sends, classifies, keeps the venue's clock.
///
/// Data and execution clients use it directly, with completions on their loop; ``BinanceHttpClient`` is its face for
/// async callers.
public final class BinanceHttpSession {
  /// How the session was configured.
  public let connection: BinanceConnectionConfig
  /// Where it talks to.
  public let endpoints: BinanceEndpoints
  /// The key, when there is one.
  public let credentials: BinanceCredentials?
  /// The estimate of the venue's clock.
  public private(set) var serverClock = BinanceServerClock()

  let runtime: Runtime
  private let budgets: BinanceRequestBudgets
  private let logger: Logger
  private var clockWaiters: [(Result<Void, BinanceError>) -> Void] = []
  private var clockTimer: (any ClockTimer)?
  private var reportedSkips: Set<String> = []
  private var isShutDown = false
  /// Until when the venue takes no new orders, by its own clock.
  private var orderBlock: UnixNanos?

  /// How many times the venue is asked for its time in one measurement.
  private static let clockSamples = 3
  /// How often the clock is measured anew.
  private static let clockInterval: Duration = .seconds(300)

  /// - Throws: when a URL or the key is unusable.
  public init(
    connection: BinanceConnectionConfig, credentials: BinanceCredentials?, runtime: Runtime,
    stateDirectory: String? = nil, logger: Logger = Logger(label: "argonaut.binance.http")
  ) throws(ConfigurationError) {
    self.connection = connection
    self.endpoints = try BinanceEndpoints(connection)
    self.credentials = credentials
    self.runtime = runtime
    self.logger = logger
    self.budgets = BinanceRequestBudgets.shared(endpoints: endpoints, runtime: runtime)
    if let store = BinanceBlockStore(directory: stateDirectory, pool: BinanceRequestBudgets.poolName(endpoints)) {
      for queue in budgets.all {
        if let block = store.load() { queue.restore(block) }
        queue.onBlock = { store.save($0) }
      }
    }
  }

  /// The product that the session serves.
  public var product: BinanceProduct { endpoints.product }

  /// The budget of requests and orders; the WebSocket API weighs on it too.
  public var requestQueue: RequestQueue { budgets.main }

  /// Takes the limits that the venue publishes in place of the documented ones.
  public func adopt(_ windows: [RateWindow]) {
    if !windows.isEmpty { budgets.main.adopt(windows) }
  }

  /// How long the venue wants nothing to be sent; zero when it does not mind.
  public var remainingBlock: Duration { budgets.main.budget.remainingBlock(at: budgets.main.venueNow) }

  /// How long the venue takes no new orders, while it takes other requests; zero when it takes them.
  public var remainingOrderBlock: Duration {
    guard let orderBlock else { return .zero }
    return max(.zero, orderBlock - budgets.main.venueNow)
  }

  /// Notes that the venue takes no new orders for now.
  ///
  /// - Parameter message: the venue's words, which name the interval: `… 50 orders per 10 SECOND.`
  func noteOrderLimit(retryAfter: Duration?, _ message: String) {
    let now = budgets.main.venueNow
    let interval = BinanceUsageHeaders.orderInterval(message) ?? .seconds(10)
    // The venue's intervals begin at whole multiples of their length.
    let length = max(1, interval.wholeNanoseconds)
    let end = UnixNanos(length &* (now.nanoseconds / length &+ 1))
    orderBlock = retryAfter.map { now + $0 } ?? end
  }

  /// The time that signed requests carry: the venue's, as far as it is known.
  public var timestamp: UnixNanos {
    serverClock.serverTime(atMonotonic: runtime.clock.monotonicNow) ?? runtime.clock.now
  }

  /// Sends a request. The completion is called once, on the loop, never before this returns.
  public func send<Response>(
    _ request: BinanceRequest<Response>, completion: @escaping (Result<Response, BinanceError>) -> Void
  ) {
    let place = place(of: request)
    if let refusal = refusal(of: request, at: place) {
      runtime.clock.schedule(after: .zero) { completion(.failure(refusal)) }
      return
    }
    guard request.security == .signed, !serverClock.isSynchronized else {
      return perform(request, at: place, isRetry: false, completion: completion)
    }
    synchronizeClock { [self] result in
      switch result {
      case .success: perform(request, at: place, isRetry: false, completion: completion)
      case .failure(let error): completion(.failure(error))
      }
    }
  }

  /// Ends the session: nothing more is sent.
  public func shutDown() {
    isShutDown = true
    clockTimer?.cancel()
  }

  private func refusal<Response>(of request: BinanceRequest<Response>, at place: String) -> BinanceError? {
    if isShutDown {
      return BinanceError(
        kind: .shutDown, outcome: .definitive, message: "the client was shut down", endpoint: place)
    }
    if request.security != .none, credentials == nil {
      return BinanceError(
        kind: .missingCredentials, outcome: .definitive, message: "this needs an API key, and there is none",
        endpoint: place)
    }
    return nil
  }

  private func place<Response>(of request: BinanceRequest<Response>) -> String {
    "\(request.method.rawValue) \(endpoints.http)\(request.path)"
  }
}

// MARK: - Sending

extension BinanceHttpSession {
  private func perform<Response>(
    _ request: BinanceRequest<Response>, at place: String, isRetry: Bool,
    completion: @escaping (Result<Response, BinanceError>) -> Void
  ) {
    let cost = request.cost
    let queue = budgets.queue(path: request.path, scope: cost.scope)
    let price = RateCost(weight: cost.weight, orders: request.orderCount)
    queue.submit(price, priority: request.priority, patience: request.patience) { [self] admission in
      switch admission {
      case .success(let admission):
        transmit(request, at: place, admission, queue) { [self] outcome in
          finish(request, at: place, isRetry: isRetry, outcome, completion)
        }
      case .failure(let error):
        let failure = BinanceError(
          kind: .throttled, outcome: .throttled, message: error.description, endpoint: place,
          retryAfter: queue.budget.remainingBlock(at: queue.venueNow))
        runtime.clock.schedule(after: .zero) { completion(.failure(failure)) }
      }
    }
  }

  /// Hands an outcome on, unless the venue refused the request for its time alone: then it is sent again, once.
  private func finish<Response>(
    _ request: BinanceRequest<Response>, at place: String, isRetry: Bool, _ outcome: Result<Response, BinanceError>,
    _ completion: @escaping (Result<Response, BinanceError>) -> Void
  ) {
    guard case .failure(let error) = outcome, error.code == -1021, !isRetry, !isShutDown else {
      return completion(outcome)
    }
    logger.warning("measuring the venue's clock anew: \(error.message)")
    synchronizeClock { [self] result in
      switch result {
      case .success: perform(request, at: place, isRetry: true, completion: completion)
      case .failure: completion(outcome)
      }
    }
  }

  private func transmit<Response>(
    _ request: BinanceRequest<Response>, at place: String, _ admission: RequestQueue.Admission, _ queue: RequestQueue,
    completion: @escaping (Result<Response, BinanceError>) -> Void
  ) {
    let message: HTTPRequest
    do {
      message = try makeHTTPRequest(request, at: place)
    } catch {
      queue.settle(admission, reports: [])
      runtime.clock.schedule(after: .zero) { completion(.failure(error)) }
      return
    }
    runtime.http.send(message, timeout: connection.requestTimeout) { [self] result in
      let outcome = answer(to: request, at: place, result)
      if case .success(let response) = result {
        obey(response, outcome.failure)
        queue.settle(
          admission,
          reports: BinanceUsageHeaders.reports(response, path: request.path, scope: request.cost.scope))
        // Orders on margin count as those of the spot account.
        if queue !== budgets.main { budgets.main.follow(BinanceUsageHeaders.orderCounts(response)) }
      } else {
        queue.settle(admission, reports: [])
      }
      completion(outcome)
    }
  }

  /// Stops sending when the venue says so: 429, 418, and the codes that mean the same.
  private func obey(_ response: HTTPResponse, _ error: BinanceError?) {
    guard let error, error.kind == .banned || error.kind == .throttled else { return }
    // A limit of orders concerns orders alone, whenever it ends: cancellations must go on.
    if error.code == -1015 { return }
    guard response.status == 429 || response.status == 418 || error.code == -1003 else { return }
    let isBan = error.kind == .banned
    logger.warning("the venue asks to stop: \(error)")
    for queue in budgets.all {
      let end = error.retryAfter.map { queue.venueNow + $0 } ?? BinanceUsageHeaders.banEnd(error.message)
      queue.stop(until: end, isBan: isBan)
    }
  }

  private func makeHTTPRequest<Response>(
    _ request: BinanceRequest<Response>, at place: String
  ) throws(BinanceError) -> HTTPRequest {
    var headers: [(name: String, value: String)] = [("Accept", "application/json"), ("User-Agent", "argonaut")]
    var query = request.parameters.query
    if request.security != .none, let credentials {
      headers.append(("X-MBX-APIKEY", credentials.apiKey.reveal { $0 }))
    }
    if request.security == .signed, let credentials {
      do {
        query = try BinanceSignedQuery.make(
          request.parameters, timestamp: timestamp, recvWindow: connection.recvWindow, credentials: credentials)
      } catch {
        throw BinanceError(kind: .signing, outcome: .definitive, message: error.description, endpoint: place)
      }
    }
    let url = endpoints.http + request.path + (query.isEmpty ? "" : "?" + query)
    return HTTPRequest(method: request.method, url: url, headers: headers)
  }

  private func answer<Response>(
    to request: BinanceRequest<Response>, at place: String, _ result: Result<HTTPResponse, TransportError>
  ) -> Result<Response, BinanceError> {
    switch result {
    case .failure(let error):
      return .failure(BinanceAnswerReader.error(error, endpoint: place))
    case .success(let response):
      let notes = BinanceDecoding(at: runtime.clock.now)
      let result = BinanceAnswerReader.read(response, as: request, endpoint: place, notes: notes)
      report(notes, at: place)
      return result
    }
  }

  /// Tells of elements that had to be left out, once for each kind of request.
  private func report(_ notes: BinanceDecoding, at place: String) {
    guard let first = notes.skipped.first, reportedSkips.insert(place).inserted else { return }
    logger.warning("\(place): left out \(notes.skipped.count) unreadable elements; the first: \(first)")
  }
}

// MARK: - The venue's clock

extension BinanceHttpSession {
  /// Measures the venue's clock now, and then regularly. The completion is called once, on the loop.
  public func synchronizeClock(completion: @escaping (Result<Void, BinanceError>) -> Void) {
    clockWaiters.append(completion)
    guard clockWaiters.count == 1 else { return }
    sample([], remaining: Self.clockSamples)
  }

  private func sample(_ samples: [BinanceServerClock.Sample], remaining: Int) {
    guard remaining > 0 else { return finishMeasuring(samples, nil) }
    let request = BinanceRequest<UnixNanos>.serverTime(product)
    let sentAt = runtime.clock.monotonicNow
    perform(request, at: place(of: request), isRetry: true) { [self] result in
      switch result {
      case .success(let time):
        let sample = BinanceServerClock.Sample(
          sentAt: sentAt, receivedAt: runtime.clock.monotonicNow, serverTime: time)
        self.sample(samples + [sample], remaining: remaining - 1)
      case .failure(let error): finishMeasuring(samples, error)
      }
    }
  }

  private func finishMeasuring(_ samples: [BinanceServerClock.Sample], _ error: BinanceError?) {
    serverClock.adopt(samples)
    if let offset = serverClock.offset(clock: runtime.clock) {
      for queue in budgets.all { queue.venueOffset = offset }
    }
    let waiters = clockWaiters
    clockWaiters = []
    clockTimer?.cancel()
    clockTimer = nil
    if !isShutDown {
      clockTimer = runtime.clock.schedule(after: Self.clockInterval) { [weak self] in
        self?.synchronizeClock { _ in }
      }
    }
    for waiter in waiters {
      if samples.isEmpty, let error { waiter(.failure(error)) } else { waiter(.success(())) }
    }
  }
}

extension Result {
  /// The error, when it is one.
  fileprivate var failure: Failure? {
    guard case .failure(let error) = self else { return nil }
    return error
  }
}
