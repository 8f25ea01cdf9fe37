public import Logging
public import TradingEngine
public import TradingModel

/// Order entry, account and positions of USDⓈ-M and COIN-M futures.
///
/// Orders go over the WebSocket API while it works and over REST otherwise, conditional ones to the algo service; the
/// account's events come by a listen key. It belongs to the kernel's loop.
public final class BinanceFuturesExecutionClient: BinanceExecutionClient {
  /// What the account has.
  var book = BinanceFuturesBook()
  let market: (any MarketView)?
  /// How the account keeps positions; follows the account.
  public internal(set) var positionMode = BinancePositionMode.oneWay {
    didSet { mapper.futures.isHedge = positionMode == .hedge }
  }

  var refreshTimer: (any ClockTimer)?
  var lastRefresh: UnixNanos?
  var isAskingMode = false
  var hasAskedConfigs = false
  var hasAskedBrackets = false
  /// Symbols whose commission rates were asked for.
  var symbolsWithRates: Set<String> = []
  /// The venue's timers that cancel open orders when the node is gone; nil when they are not wanted.
  var deadManSwitch: BinanceDeadManSwitch?
  var deadManTimer: (any ClockTimer)?

  /// - Parameters:
  ///   - id: the client's name in the node, of which its account id is made where the configuration has none.
  ///   - config: the connection, and how orders are sent and followed.
  ///   - session: the signed way to the venue, of a futures account.
  ///   - provider: loads the instruments; may be shared with a data client of the same product.
  ///   - lookup: the node's orders, for orders that an earlier session made.
  ///   - market: the node's market data, from which activation prices are inferred.
  ///   - sink: what hears of orders and account.
  ///   - logger: where the client reports what its events do not tell.
  public init(
    id: ClientId, config: BinanceExecClientConfig, session: BinanceHttpSession, provider: BinanceInstrumentProvider,
    lookup: (any OrderLookup)?, market: (any MarketView)? = nil, sink: any ExecutionEventSink,
    logger: Logger = Logger(label: "argonaut.binance.execution")
  ) {
    self.market = market
    super.init(
      id: id, config: config, session: session, provider: provider, lookup: lookup, sink: sink, logger: logger)
    mapper.futures.sendsReduceOnly = config.useReduceOnly
    deadManSwitch = config.countdownCancelAll.map { BinanceDeadManSwitch(delay: $0) }
  }

  /// Always a margin account.
  public override var accountType: AccountType { .margin }
  /// Whether it trades USDⓈ-M contracts, which alone know multi-assets mode and fees in BNB.
  public var isLinear: Bool { config.connection.accountType == .usdtFutures }
  /// How positions are kept: one an instrument, or one a side while the account is in hedge mode (``positionMode``).
  public override var omsType: OmsType { positionMode == .hedge ? .hedging : .netting }

  // MARK: - Before the events

  override func prepare(completion: @escaping (Result<Void, any Error>) -> Void) {
    BinanceFuturesSetup(client: self) { completion($0.mapError { $0 as any Error }) }.begin()
  }

  override func complete(
    _ command: SubmitOrder, _ instrument: Instrument
  ) throws(BinanceOrderDenial) -> SubmitOrder {
    mapper.futures.now = session.timestamp
    armDeadManSwitch(instrument.rawSymbol)
    askForRatesSoon(instrument.rawSymbol)
    guard command.terms.type == .trailingStopMarket, command.terms.activationPrice == nil,
      config.inferActivationPrice
    else { return command }
    var completed = command
    completed.terms.activationPrice = try BinanceActivationPrice.infer(
      side: command.terms.side, instrument: instrument,
      watchesMark: command.terms.triggerType == .markPrice || command.terms.params["workingType"] == "MARK_PRICE",
      market: market)
    return completed
  }

  // MARK: - Account

  override func askForAccount(completion: @escaping (Result<AccountState, BinanceError>) -> Void) {
    let time = venueMillisecond
    book.noteClock(time)
    ask(session.product.accountPaths[...], { BinanceRequest<BinanceFuturesAccount>.futuresAccount(path: $0) }) {
      [weak self] (result: Result<BinanceFuturesAccount, BinanceError>) in
      guard let self else { return }
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let account):
        askForHoldings { [self] result in
          book.apply(account, at: time)
          completion(
            result.flatMap { _ in Result { try snapshot(at: time) }.mapError { unreadable($0) } })
        }
      }
    }
  }

  override func askForPositions(completion: @escaping (Result<[PositionStatusReport]?, BinanceError>) -> Void) {
    askForHoldings { [self] result in
      completion(result.map { reports(of: nil) })
    }
  }

  /// Asks for all positions and takes them into the book; loads the instruments of those that are not known.
  private func askForHoldings(completion: @escaping (Result<Void, BinanceError>) -> Void) {
    let time = venueMillisecond
    book.noteClock(time)
    ask(session.product.positionPaths[...], { BinanceRequest<[BinanceFuturesPosition]>.positionRisk(path: $0) }) {
      [weak self] (result: Result<[BinanceFuturesPosition], BinanceError>) in
      guard let self else { return }
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let positions):
        book.apply(positions, at: time)
        let unknown = Set(positions.filter { !$0.amount.isZero }.map(\.symbol))
          .filter { provider.instrument(rawSymbol: $0) == nil }.sorted()
        guard !unknown.isEmpty else { return completion(.success(())) }
        let ids = unknown.map {
          BinanceSymbol.instrumentId(raw: $0, accountType: session.product.accountType, venue: venue)
        }
        provider.load(.ids(ids)) { _ in completion(.success(())) }
      }
    }
  }

  /// Asks at the first of some paths that the server has.
  private func ask<Response>(
    _ paths: ArraySlice<String>, _ request: @escaping (String) -> BinanceRequest<Response>,
    completion: @escaping (Result<Response, BinanceError>) -> Void
  ) {
    guard let path = paths.first else { return }
    session.send(request(path)) { [weak self] result in
      if case .failure(let error) = result, error.isUnknownEndpoint, paths.count > 1, let self {
        return ask(paths.dropFirst(), request, completion: completion)
      }
      completion(result)
    }
  }

  /// The venue's time now, no finer than its events tell theirs.
  private var venueMillisecond: UnixNanos { UnixNanos(milliseconds: session.timestamp.milliseconds) }

  /// The whole account as the book has it.
  private func snapshot(at time: UnixNanos) throws -> AccountState {
    AccountState(
      accountId: accountId, accountType: accountType, balances: try book.balances(bnfcr: config.bnfcrCurrency),
      margins: book.margins(bnfcr: config.bnfcrCurrency) { self.provider.instrument(rawSymbol: $0) }, isComplete: true,
      info: accountInfo, tsEvent: time, tsInit: now)
  }

  private var accountInfo: [String: String] {
    var info = ["positionMode": positionMode.rawValue]
    if let isMultiAssets = book.isMultiAssets { info["multiAssetsMode"] = isMultiAssets ? "true" : "false" }
    return info
  }

  func reports(of keys: [BinanceFuturesBook.Key]?) -> [PositionStatusReport] {
    book.reports(of: keys, accountId: accountId, usesPositionIds: config.usePositionIds, now: now) {
      self.provider.instrument(rawSymbol: $0)
    }
  }

  /// A trade whose every event was lost changes a position without a word; the answer to the account's question has all
  /// positions already, so that looking costs no request more. Whoever hears them compares them with the known fills.
  override func didAuditAccount() { tellPositions() }

  override func didSynchronize() {
    tellPositions()
    askForConfigs()
    askForMultiAssetsMode()
    askForBrackets()
    // Another client of the account, of the other product too, may have changed it meanwhile.
    askForMode()
    resumeDeadManSwitch()
  }

  override func didClose() {
    refreshTimer?.cancel()
    refreshTimer = nil
    // The venue's timers run out: orders do not outlive the node by more than their delay.
    deadManTimer?.cancel()
  }

  // MARK: - Events

  override func process(_ event: BinanceFuturesEvent) { take(event) }

  override func observe(_ report: BinanceExecutionReport) {
    // An order's side is the surest word on the mode.
    switch report.positionSide {
    case "BOTH" where positionMode == .hedge, "LONG" where positionMode == .oneWay,
      "SHORT" where positionMode == .oneWay:
      askForMode()
    default: break
    }
    scheduleRefresh()
  }

  override func observe(refusal: BinanceError) {
    switch refusal.code {
    case -4061: askForMode()
    // Reduce-only orders that the position does not cover: it is not what it is thought to be.
    case -2022, -4118: scheduleRefresh()
    default: break
    }
  }
}
