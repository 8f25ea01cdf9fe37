import DequeModule
import Logging
import TradingLive
import TradingModel
import TradingNetwork

/// The venue's WebSocket API: requests and answers over one connection that comes back.
///
/// A request is registered before its bytes leave. When the connection breaks or no answer comes in time, its outcome is
/// unknown and it is never sent again; only a request of which no byte can have left fails as certainly not executed.
/// Ed25519 keys log on once for each connection, so requests need no signature of their own; other keys sign each one.
///
/// <https://developers.binance.com/docs/binance-spot-api-docs/websocket-api/general-api-information>
final class BinanceWebSocketAPI {
  /// One request.
  struct Call {
    var method: String
    var parameters: BinanceParameters = [:]
    var security = BinanceRequestSecurity.none
    var cost = RateCost()
    var priority = RatePriority.query
    var patience: Duration? = .seconds(75)
  }

  /// A request on its way. One object, so that what waits for the budget, the answer and the deadline refers to it instead
  /// of each keeping a copy.
  private final class Pending {
    let call: Call
    /// The channel that was asked for; nil for the one that works.
    let wanted: ConnectionEpoch?
    let completion: (Result<JSONValue, BinanceError>) -> Void
    /// Whether it is sent a second time because the venue refused its time, or did not know the session.
    var isRetry = false
    /// Whether it went without a signature, on the strength of the session.
    var reliesOnSession = false
    /// Whether it is signed by itself whatever the session.
    var signsAnyway = false
    /// The channel on which it was sent.
    var epoch: ConnectionEpoch?
    var admission: RequestQueue.Admission?

    init(
      _ call: Call, on wanted: ConnectionEpoch?, completion: @escaping (Result<JSONValue, BinanceError>) -> Void
    ) {
      self.call = call
      self.wanted = wanted
      self.completion = completion
    }
  }

  weak var delegate: (any BinanceWebSocketAPIDelegate)?
  /// The channel on which requests go.
  private(set) var readyEpoch: ConnectionEpoch?

  private let session: BinanceHttpSession
  private let connection: WebSocketConnection
  private let logger: Logger
  private var pending: [UInt64: Pending] = [:]
  /// When the requests on their way are given up, in the order in which they were sent, which is that of their deadlines.
  private var deadlines: Deque<(id: UInt64, time: UnixNanos)> = []
  /// One timer for all of them.
  private var deadlineTimer: (any ClockTimer)?
  private var lastId: UInt64 = 0
  /// Channels on which the key has logged on.
  private var loggedOn: Set<ConnectionEpoch> = []
  /// Whether logging on is worth trying: the venue may refuse it.
  private var usesLogon: Bool
  private var hasReportedNoise = false
  /// Whether an old channel stays open for the answers that it owes.
  private var awaitsAnswers = false

  init(session: BinanceHttpSession, url: String, logger: Logger) {
    self.session = session
    self.logger = logger
    usesLogon = session.credentials?.keyType == .ed25519
    let runtime = session.runtime
    connection = WebSocketConnection(
      request: WebSocketRequest(url: url), transport: runtime.webSocket, clock: runtime.clock,
      random: runtime.random.split())
    // To connect is a request, too.
    connection.holdOff = { [weak session] in session?.remainingBlock ?? .zero }
  }

  private var clock: any TradingClock { session.runtime.clock }

  /// Why the last attempt to connect failed; `nil` while the connection is open.
  private var connectionProblem: BinanceError? {
    connection.lastFailure.map { BinanceError(connectingTo: session.endpoints.webSocketAPIURL ?? "", $0) }
  }

  /// Whether requests can be made.
  var isReady: Bool { readyEpoch != nil }

  /// Connects, and stays connected until ``stop()``.
  func start() {
    connection.delegate = self
    connection.start()
  }

  /// Closes the connection; requests under way fail with an unknown outcome.
  func stop() {
    connection.stop()
    deadlineTimer?.cancel()
    deadlineTimer = nil
    readyEpoch = nil
    failAll(on: nil, reason: "the connection was closed")
  }

  /// Says that the new channel delivers everything: the old one is closed as soon as the requests on it are answered, and
  /// at the latest when the connection ends the overlap by itself.
  func finishRotation() {
    awaitsAnswers = pending.values.contains { $0.epoch != nil && $0.epoch != readyEpoch }
    if !awaitsAnswers { connection.finishRotation() }
  }

  /// Gives up the connection and makes a new one.
  func reconnect(reason: String) { connection.reconnect(reason: reason) }

  /// Whether the key has logged on on a channel, so that requests need no signature.
  func isLoggedOn(on epoch: ConnectionEpoch) -> Bool { loggedOn.contains(epoch) }

  // MARK: Requests

  /// Makes a request on the channel that works, or on a given one. The completion is called once, on the loop, never before
  /// this returns.
  func send(
    _ call: Call, on epoch: ConnectionEpoch? = nil, completion: @escaping (Result<JSONValue, BinanceError>) -> Void
  ) {
    submit(Pending(call, on: epoch, completion: completion))
  }

  private func submit(_ request: Pending) {
    let queue = session.requestQueue
    let call = request.call
    queue.submit(call.cost, priority: call.priority, patience: call.patience) { [self] admission in
      switch admission {
      case .failure(let error):
        let failure = BinanceError(
          kind: .throttled, outcome: .throttled, message: error.description, endpoint: endpoint(call),
          retryAfter: queue.budget.remainingBlock(at: queue.venueNow))
        clock.schedule(after: .zero) { request.completion(.failure(failure)) }
      case .success(let admission):
        request.admission = admission
        transmit(request)
      }
    }
  }

  private func transmit(_ request: Pending) {
    guard let epoch = request.wanted ?? readyEpoch else {
      return refuse(request, .transport, "not sent: not connected")
    }
    lastId &+= 1
    let id = lastId
    let text: String
    do {
      text = BinanceWebSocketAPIText.request(
        id: id, method: request.call.method, parameters: try parameters(of: request, on: epoch))
    } catch {
      return refuse(request, .signing, error.description)
    }
    request.epoch = epoch
    pending[id] = request
    guard connection.send(text: text, on: epoch) else {
      pending[id] = nil
      return refuse(request, .transport, "not sent: the connection is gone or its queue is full")
    }
    deadlines.append((id, clock.monotonicNow + session.connection.requestTimeout))
    if deadlineTimer == nil { watchDeadlines(after: session.connection.requestTimeout) }
  }

  /// Ends a request of which certainly nothing was sent.
  private func refuse(_ request: Pending, _ kind: BinanceError.Kind, _ message: String) {
    settle(request, reports: [])
    let error = BinanceError(kind: kind, outcome: .definitive, message: message, endpoint: endpoint(request.call))
    clock.schedule(after: .zero) { request.completion(.failure(error)) }
  }

  private func settle(_ request: Pending, reports: [RateReport]) {
    guard let admission = request.admission else { return }
    request.admission = nil
    session.requestQueue.settle(admission, reports: reports)
  }

  /// Hands an outcome on, unless the venue refused the request for its time or for want of a logon alone: then it is sent
  /// again, once.
  private func finish(_ request: Pending, _ result: Result<JSONValue, BinanceError>) {
    var refusal: BinanceError?
    if case .failure(let error) = result { refusal = error }
    // What is taken with a signature and was not without: the session has ended.
    if request.signsAnyway, refusal?.httpStatus != 401, let epoch = request.epoch { loseSession(on: epoch) }
    guard let error = refusal, !request.isRetry else { return request.completion(result) }
    if error.httpStatus == 401, request.reliesOnSession {
      // The venue refused the request before it looked at it, so it certainly was not executed.
      request.isRetry = true
      request.signsAnyway = true
      return submit(request)
    }
    guard error.code == -1021 else { return request.completion(result) }
    // The venue refused the request for its time alone, so it certainly was not executed.
    logger.warning("measuring the venue's clock anew: \(error.message)")
    session.synchronizeClock { [self] measured in
      guard case .success = measured else { return request.completion(result) }
      request.isRetry = true
      submit(request)
    }
  }

  // MARK: Deadlines

  private func watchDeadlines(after delay: Duration) {
    deadlineTimer?.cancel()
    deadlineTimer = clock.schedule(after: delay) { [weak self] in self?.failOverdue() }
  }

  /// Fails what was not answered in time, and looks again when the next one is due.
  private func failOverdue() {
    deadlineTimer = nil
    let now = clock.monotonicNow
    while let first = deadlines.first {
      if pending[first.id] != nil {
        guard first.time <= now else { return watchDeadlines(after: first.time - now) }
        fail(first.id, "no answer within \(session.connection.requestTimeout)")
      }
      // What failed may have sent something: the oldest is still the first.
      if deadlines.first?.id == first.id { deadlines.removeFirst() }
    }
  }

  private func parameters(
    of request: Pending, on epoch: ConnectionEpoch
  ) throws(BinanceCredentialsError) -> BinanceParameters {
    let call = request.call
    guard call.security == .signed, let credentials = session.credentials else { return call.parameters }
    request.reliesOnSession = loggedOn.contains(epoch) && !request.signsAnyway
    if request.reliesOnSession {
      var parameters = call.parameters
      if parameters["recvWindow"] == nil {
        parameters.append("recvWindow", session.connection.recvWindow.wholeNanoseconds / 1_000_000)
      }
      parameters.append("timestamp", session.timestamp)
      return parameters
    }
    return try BinanceSignedQuery.webSocketAPI(
      call.parameters, timestamp: session.timestamp, recvWindow: session.connection.recvWindow,
      credentials: credentials)
  }

  private func endpoint(_ call: Call) -> String { "\(session.endpoints.webSocketAPIURL ?? "") \(call.method)" }

  // MARK: Answers

  private func take(_ answer: BinanceWebSocketAPIAnswer, on epoch: ConnectionEpoch) {
    let retryAt = answer.retryAt ?? banEnd(answer)
    // A limit of orders concerns orders alone, whenever it ends: cancellations must go on.
    let concernsOrders = answer.error?.code == -1015
    if answer.status == 418 || (answer.status == 429 && !concernsOrders) {
      session.requestQueue.stop(until: retryAt, isBan: answer.status == 418)
    }
    guard let id = answer.id else {
      let what = answer.error.map { "error \($0.code): \($0.message)" } ?? "status \(answer.status)"
      logger.error("the WebSocket API says: \(what)")
      if answer.status == 401 { loseSession(on: epoch) }
      return
    }
    guard let pending = pending.removeValue(forKey: id) else {
      session.requestQueue.follow(answer.reports)
      return logger.debug("an answer came too late or twice: request \(id)")
    }
    forgetAnswered()
    settle(pending, reports: answer.reports)
    finish(pending, answer.outcome(endpoint: endpoint(pending.call), now: session.timestamp))
    if awaitsAnswers { finishRotation() }
  }

  /// Forgets the deadlines of the oldest requests that were answered.
  private func forgetAnswered() {
    while let first = deadlines.first, pending[first.id] == nil { deadlines.removeFirst() }
  }

  private func banEnd(_ answer: BinanceWebSocketAPIAnswer) -> UnixNanos? {
    answer.error.flatMap { BinanceUsageHeaders.banEnd($0.message) }
  }

  private func fail(_ id: UInt64, _ reason: String) {
    guard let pending = pending.removeValue(forKey: id) else { return }
    settle(pending, reports: [])
    pending.completion(
      .failure(
        BinanceError(
          kind: .transport, outcome: .unknown, message: reason, endpoint: endpoint(pending.call))))
    if awaitsAnswers { finishRotation() }
  }

  /// Fails what was sent on a channel, or on all, in the order in which it was sent.
  private func failAll(on epoch: ConnectionEpoch?, reason: String) {
    for id in pending.keys.sorted() where epoch == nil || pending[id]?.epoch == epoch { fail(id, reason) }
  }

  // MARK: Logging on

  private func logOn(_ epoch: ConnectionEpoch, replacing: ConnectionEpoch?) {
    let call = Call(method: "session.logon", security: .signed, cost: RateCost(weight: 2), priority: .cancel)
    send(call, on: epoch) { [weak self] result in
      guard let self else { return }
      switch result {
      case .success:
        loggedOn.insert(epoch)
        becomeReady(epoch, replacing: replacing)
      case .failure(let error) where error.kind == .refused:
        // Each request signed by itself works with every key.
        logger.warning("logging on was refused, so each request is signed: \(error)")
        usesLogon = false
        becomeReady(epoch, replacing: replacing)
      case .failure(let error):
        logger.warning("logging on failed: \(error)")
        connection.reconnect(reason: "logging on failed")
      }
    }
  }

  /// The venue does not know a channel's session as logged on any more: requests are signed by themselves until the
  /// connection is renewed with a logon of its own.
  func loseSession(on epoch: ConnectionEpoch) {
    guard loggedOn.remove(epoch) != nil else { return }
    logger.warning("the session is not logged on any more; requests are signed, and the connection is renewed")
    if epoch == readyEpoch { connection.rotate(reason: "the session's logon ended") }
  }

  private func becomeReady(_ epoch: ConnectionEpoch, replacing: ConnectionEpoch?) {
    readyEpoch = epoch
    delegate?.webSocketAPI(self, isReadyOn: epoch, replacing: replacing)
  }
}

// MARK: - The connection's news

extension BinanceWebSocketAPI: WebSocketConnectionDelegate {
  func connection(
    _ connection: WebSocketConnection, didOpen epoch: ConnectionEpoch, replacing: ConnectionEpoch?
  ) {
    if usesLogon, session.credentials != nil {
      logOn(epoch, replacing: replacing)
    } else {
      becomeReady(epoch, replacing: replacing)
    }
  }

  func connection(
    _ connection: WebSocketConnection, epoch: ConnectionEpoch, didReceive message: UnsafeRawBufferPointer, isText: Bool
  ) {
    guard let json = try? JSONValue(parsing: Array(message)) else { return noteNoise(message) }
    if let event = json["event"] {
      receive(event, subscription: json["subscriptionId"]?.int, on: epoch)
    } else if json["e"]?.text != nil {
      // Bare, as before subscriptions had numbers.
      receive(json, subscription: nil, on: epoch)
    } else if let answer = BinanceWebSocketAPIAnswer(json) {
      take(answer, on: epoch)
    } else {
      noteNoise(message)
    }
  }

  func connection(
    _ connection: WebSocketConnection, didClose epoch: ConnectionEpoch, reason: String, isReplaced: Bool
  ) {
    loggedOn.remove(epoch)
    if readyEpoch == epoch { readyEpoch = nil }
    failAll(on: epoch, reason: "the connection broke before the answer: \(reason)")
    delegate?.webSocketAPI(self, didLose: epoch, reason: reason, isReplaced: isReplaced)
  }

  func connection(_ connection: WebSocketConnection, didChange state: ReconnectMachine.State, reason: String) {
    logger.debug("the WebSocket API's connection is \(state): \(reason)")
    if case .waiting = state, let problem = connectionProblem {
      delegate?.webSocketAPI(self, didFailToConnect: problem)
    }
  }

  private func receive(_ event: JSONValue, subscription: Int?, on epoch: ConnectionEpoch) {
    if event["e"]?.text == "serverShutdown" {
      return connection.rotate(reason: "the venue announced that it will close the connection")
    }
    delegate?.webSocketAPI(self, didReceive: event, subscription: subscription, on: epoch)
  }

  private func noteNoise(_ message: UnsafeRawBufferPointer) {
    if hasReportedNoise { return }
    hasReportedNoise = true
    logger.warning("the WebSocket API sent \(message.count) bytes that are neither an answer nor an event; left out")
  }
}
