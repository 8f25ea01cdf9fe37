import TradingModel
import TradingNetwork

/// One product of the venue as its clients see it: REST, market streams, WebSocket API and user data on one port.
///
/// Confined to the exchange's loop; knows nothing of sockets.
final class ProductFront: FrontService {
  let exchange: VenueExchange
  let source: (any MarketSource)?
  let limits: LimitBook
  let faults: FaultBook
  let users: UserStreams
  let tokens: ListenTokens
  let sapiLimits = SapiLimits()
  let random: RandomSource
  /// The clock that clients see; faults may set it wrong.
  let clock: VenueClock
  let operations: OperationTable
  private(set) lazy var hub = StreamHub(front: self)
  private(set) var sessions: [StreamSession] = []
  private(set) var socketSessions: [SocketAPISession] = []

  var product: SandboxProduct { exchange.product }

  init(
    exchange: VenueExchange, clock: VenueClock, source: (any MarketSource)?, limits: LimitBook, faults: FaultBook,
    random: RandomSource,
    offersSpotListenKeys: Bool
  ) {
    self.exchange = exchange
    self.source = source
    self.limits = limits
    self.faults = faults
    self.random = random
    self.clock = clock
    users = UserStreams(random: random)
    tokens = ListenTokens(random: random.split())
    operations = OperationTable(
      Self.operations(
        exchange.product, calendar: exchange.calendar, offersSpotListenKeys: offersSpotListenKeys),
      socketMethods: SocketMethods.known(to: exchange.product))
    exchange.listener = self
    if exchange.product == .spot { listenToMargin() }
  }

  private static func operations(
    _ product: SandboxProduct, calendar: VenueCalendar, offersSpotListenKeys: Bool
  ) -> [Operation] {
    var all = GeneralOperations.operations(product)
    all += TradeOperations.operations(product)
    all += TickerOperations.operations(product)
    if product == .spot {
      all += SpotAccountOperations.operations + SpotChangeOperations.operations
      all += SpotListOperations.operations(calendar) + SpotReferenceOperations.operations
      all += SapiOperations.operations + WalletOperations.operations
      all += UniversalTransferOperations.operations
      all += MarginOrderOperations.operations + MarginAccountOperations.operations
      all += MarginRecordOperations.operations + MarginRateOperations.operations
      all += SpecialKeyOperations.operations + LiquidationLoanOperations.operations
      if offersSpotListenKeys { all += SpotAccountOperations.americanOperations }
      if offersSpotListenKeys || !calendar.has(.spotListenKeysRemoved) {
        all += ListenKeyOperations.operations("/api/v3/userDataStream", needsKey: true)
      }
    } else {
      all += ListenKeyOperations.operations("\(product.profile.restPath)/listenKey")
      all += FuturesOrderOperations.operations(product) + FuturesBatchOperations.operations(product)
      all += FuturesAlgoOperations.operations(product) + FuturesAccountOperations.operations(product)
      all += FuturesSettingOperations.operations(product) + FuturesHistoryOperations.operations(product)
      all += FuturesDataOperations.operations(product) + FuturesPriceOperations.operations(product)
      if product == .usdm { all += ConversionOperations.operations }
    }
    return all
  }

  // MARK: Markets

  /// The market that makes a stream speak: the symbol's own, or the pair's perpetual or named contract.
  func market(feeding name: StreamName) -> SymbolMarket? {
    switch name.kind {
    case .continuousKline(let contract, _): try? market(ofPair: name.symbol, contract: contract)
    case .indexPrice, .indexPriceKline: try? market(ofPair: name.symbol, contract: "PERPETUAL")
    default: exchange.market(name.symbol)
    }
  }

  func market(ofPair pair: String, contract: String) throws(VenueError) -> SymbolMarket {
    let known = ["PERPETUAL", "CURRENT_QUARTER", "NEXT_QUARTER", "TRADIFI_PERPETUAL"]
    guard known.contains(contract) else { throw VenueError(-4104, "Invalid contract type.") }
    let found = exchange.markets.first { $0.rules.pair == pair && $0.rules.contractType == contract }
    guard let found else { throw VenueError(-4144, "Invalid pair") }
    return found
  }

  /// The time of a market: the recording's where it replays one.
  func marketTime(_ market: SymbolMarket) -> UnixNanos {
    market.isRecorded && market.recordedTime != .zero ? market.recordedTime : clock.now
  }

  func depthRequested(_ market: SymbolMarket) { source?.depthRequested(symbol: market.symbol) }

  // MARK: Connections

  func connected(_ session: StreamSession) { sessions.append(session) }
  func disconnected(_ session: StreamSession) { sessions.removeAll { $0 === session } }
  func connected(_ session: SocketAPISession) { socketSessions.append(session) }
  func disconnected(_ session: SocketAPISession) { socketSessions.removeAll { $0 === session } }

  func open(_ request: HTTPRequest, client: String, channel: any FrontChannel) -> FrontUpgrade {
    let target = RequestTarget(request.url)
    let query = QueryText(target.query)
    let now = clock.now.milliseconds
    let refused = refusal(ofConnectionTo: target, client: client)
    record(
      RequestRecord(
        endpoint: "CONNECT \(SocketEndpoint.publicPath(target.path))", client: client, status: refused?.status ?? 101),
      account: nil)
    if let refused { return .refused(refused) }
    limits.countConnection(client, at: now)
    guard let endpoint = SocketEndpoint(path: target.path, product: product, calendar: exchange.calendar) else {
      return .refused(RESTAnswers.notFound(path: target.path, product: product))
    }
    guard let unit = timeUnit(of: query) else { return .refused(RESTAnswers.error(.invalidTimeUnit)) }
    switch endpoint {
    case .api:
      _ = limits.charge(client, weight: product.isFutures ? 5 : 2, at: now)
      let returnsLimits = query.pairs.first { $0.name == "returnRateLimits" }?.value != "false"
      return .accepted(
        SocketAPISession(
          front: self, channel: channel, client: client, unit: unit, returnsRateLimits: returnsLimits))
    case .streams(let route, let isCombined, let names):
      let events = query.pairs.first { $0.name == "events" }?.value.split { $0 == "/" || $0 == "," }.map(String.init)
      let session = StreamSession(
        front: self, channel: channel, client: client, route: route, isCombined: isCombined, unit: unit)
      session.initialNames = names + Self.streamNames(in: query)
      session.userEvents = events
      return .accepted(session)
    }
  }

  /// The streams that a query names besides those of the path. A plus sign is one there: `btcusdt@kline_1d@+08:00`.
  private static func streamNames(in query: QueryText) -> [String] {
    var names: [String] = []
    for pair in query.pairs where pair.name == "streams" {
      names += pair.value.split(separator: "/").map { name in String(name.map { $0 == " " ? "+" : $0 }) }
    }
    for pair in query.pairs where pair.name == "listenKey" { names.append(pair.value) }
    return names
  }

  /// The unit of times that a connection asks for; nil where the venue has none of that name.
  private func timeUnit(of query: QueryText) -> TimeUnit? {
    guard let asked = query.pairs.first(where: { $0.name.lowercased() == "timeunit" })?.value else {
      return .milliseconds
    }
    switch asked.uppercased() {
    case "MICROSECOND" where !product.isFutures: return .microseconds
    case "MILLISECOND": return .milliseconds
    default: return nil
    }
  }

  /// Closes every connection, at the end.
  func closeAll() {
    for session in sessions { session.close(code: 1_001, reason: "Server shutdown") }
    for session in socketSessions { session.close(code: 1_001, reason: "Server shutdown") }
  }

  /// Notes a request in the ledger.
  func record(_ request: RequestRecord, account: SandboxAccount?) {
    exchange.ledger.append(
      .request, product: product, account: account?.name ?? "", at: clock.now, .request(request))
  }
}

extension ProductFront: UpgradeGate {
  /// Why a client may not connect to a target, or nil when it may.
  func refusal(ofConnectionTo target: RequestTarget, client: String) -> HTTPResponse? {
    let now = clock.now.milliseconds
    if let until = limits.ban(of: client, at: now) {
      return RESTAnswers.banned(until: until, product: product, now: now)
    }
    guard let endpoint = SocketEndpoint(path: target.path, product: product, calendar: exchange.calendar) else {
      return RESTAnswers.notFound(path: target.path, product: product)
    }
    let query = QueryText(target.query)
    if timeUnit(of: query) == nil { return RESTAnswers.error(.invalidTimeUnit) }
    if case .streams(_, _, let names) = endpoint {
      let (count, most) = (Set(names + Self.streamNames(in: query)).count, limits.limits.streamsPerConnection)
      if count > most { return RESTAnswers.error(.tooMany(expected: most, received: count)) }
    }
    guard limits.mayConnect(client, at: now) else {
      let text = "Too many connection attempts from IP; current limit is \(limits.limits.connections) per '5 MINUTE'."
      let refusal = LimitRefusal(error: VenueError(-1034, text, status: 429), retryAt: (now / 300_000 + 1) * 300_000)
      return RESTAnswers.limited(refusal, now: now)
    }
    return nil
  }

  func mayUpgrade(_ target: RequestTarget, client: String) -> Bool {
    refusal(ofConnectionTo: target, client: client) == nil
  }
}
