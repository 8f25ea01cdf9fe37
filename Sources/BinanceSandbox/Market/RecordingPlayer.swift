import TradingModel

/// Plays the recordings of one symbol.
final class RecordingPlayer {
  private unowned let exchange: VenueExchange
  private let clock: any TradingClock
  private let files: [RecordingFile]
  private let settings: RecordedSettings
  private let book = RecordedBook()
  private let market: SymbolMarket
  private let decimals: RecordedLine.Decimals

  private var fileIndex = 0
  private var lines: RecordingLines?
  private var upcoming: RecordedLine?
  /// Clock and recording time that correspond.
  private var clockOrigin = UnixNanos.zero
  private var recordOrigin: Int64 = 0
  private var lastReceived: Int64 = 0
  private var aggregateSince: Int64 = 0
  private var timer: (any ClockTimer)?
  private var isHolding = false
  private var wasAskedForDepth = false
  private(set) var isFinished = false
  private var isStopped = false

  var hasDepthSubscriber = false
  var onFailure: ((RecordingError) -> Void)?
  var onFinished: (() -> Void)?
  var symbol: String { market.symbol }

  private static let longestGap: Int64 = 5_000_000_000
  private static let batch = 512

  init(exchange: VenueExchange, files: [RecordingFile], settings: RecordedSettings) throws(RecordingError) {
    guard let first = files.first else { throw RecordingError(path: "", line: 0, reason: "no file was given") }
    self.exchange = exchange
    self.clock = exchange.clock
    self.files = files
    self.settings = settings
    decimals = RecordedLine.Decimals(
      price: files.map(\.decimals.price).max() ?? 0, quantity: files.map(\.decimals.quantity).max() ?? 0)
    let rules = DefaultSymbols.recorded(
      exchange.product, symbol: first.symbol, pair: first.pair, priceDecimals: decimals.price,
      quantityDecimals: decimals.quantity, at: UnixNanos(first.firstTime))
    market = exchange.list(rules, book: book, isRecorded: true)
    market.recordedTime = UnixNanos(first.firstTime)
    try openFile(0)
    if let snapshot = first.snapshot { load(snapshot) } else { try loadEmpty() }
  }

  private func load(_ snapshot: DepthSnapshot) {
    book.load(snapshot)
    let empty = BookLevel(price: 0, quantity: 0)
    market.top = BookTop(
      bid: snapshot.bids.first ?? empty, ask: snapshot.asks.first ?? empty, updateId: snapshot.lastUpdateId,
      eventTime: snapshot.eventTime, transactionTime: snapshot.transactionTime)
    if market.lastTradeId == 0 || market.history.trades.isEmpty, let bid = snapshot.bids.first {
      market.lastPrice = bid.price
    }
  }

  /// Without a snapshot the book is what the changes add up to, from nothing.
  private func loadEmpty() throws(RecordingError) {
    let probe = try RecordingLines(path: files[0].path)
    var isPriced = false
    while let bytes = try probe.next() {
      if bytes.isEmpty { continue }
      let line = try RecordedLine(bytes, path: probe.path, line: probe.lineNumber)
      if !isPriced, line.kind == .bookTicker {
        market.lastPrice = try line.bookTop(decimals).bid.price
        isPriced = true
      }
      guard line.kind == .depth else { continue }
      let change = try line.depth(decimals)
      let before = exchange.product.isFutures ? change.previousUpdateId : change.firstUpdateId - 1
      book.load(
        DepthSnapshot(
          lastUpdateId: before, bids: [], asks: [], eventTime: change.eventTime,
          transactionTime: change.transactionTime))
      return
    }
  }

  // MARK: Time

  func start() {
    clockOrigin = clock.monotonicNow
    recordOrigin = upcoming?.receivedAt ?? 0
    lastReceived = recordOrigin
    scheduleNext()
  }

  func stop() {
    isStopped = true
    timer?.cancel()
  }

  /// A client wants the book: the replay may go on beyond the recorded snapshot.
  func depthRequested() {
    wasAskedForDepth = true
    guard isHolding else { return }
    timer?.cancel()
    timer = clock.schedule(after: .zero) { [weak self] in self?.release() }
  }

  private func dueTime(_ line: RecordedLine) -> UnixNanos {
    guard settings.speed > 0, settings.speed.isFinite else { return clockOrigin }
    let offset = Double(max(0, line.receivedAt - recordOrigin)) / settings.speed
    return UnixNanos(clockOrigin.nanoseconds &+ Int64(min(offset, 9e17)))
  }

  private func scheduleNext() {
    guard !isStopped else { return }
    guard let line = upcoming else { return finish() }
    let delay = dueTime(line) - clock.monotonicNow
    timer = clock.schedule(after: max(delay, .zero)) { [weak self] in self?.playDue() }
  }

  /// Plays what is due, up to a batch.
  private func playDue() {
    guard !isStopped, !isHolding else { return }
    let now = clock.monotonicNow
    var count = 0
    do {
      while let line = upcoming, count < Self.batch, dueTime(line) <= now {
        if line.kind == .snapshot, hasDepthSubscriber, !wasAskedForDepth, settings.snapshotPatience > 0 {
          return hold()
        }
        try play(line)
        try advance()
        count += 1
      }
    } catch {
      isStopped = true
      onFailure?(error)
      return
    }
    scheduleNext()
  }

  /// The recorder had its snapshot here: waits for a client that subscribed to ask for one, too.
  private func hold() {
    isHolding = true
    timer = clock.schedule(after: .nanoseconds(Int64(settings.snapshotPatience * 1e9))) { [weak self] in
      self?.release()
    }
  }

  private func release() {
    guard isHolding, let line = upcoming else { return }
    isHolding = false
    wasAskedForDepth = true
    clockOrigin = clock.monotonicNow
    recordOrigin = line.receivedAt
    playDue()
  }

  private func finish() {
    guard !isFinished else { return }
    isFinished = true
    exchange.publishAggregate(in: market)
    exchange.settleMarket(market)
    onFinished?()
  }

  // MARK: Files

  private func openFile(_ index: Int) throws(RecordingError) {
    fileIndex = index
    lines = try RecordingLines(path: files[index].path)
    try advance()
  }

  /// Reads the next line, from the next file where one ends.
  private func advance() throws(RecordingError) {
    upcoming = nil
    while let lines {
      if let bytes = try lines.next() {
        if bytes.isEmpty { continue }
        upcoming = try RecordedLine(bytes, path: lines.path, line: lines.lineNumber)
        return
      }
      self.lines = nil
      if fileIndex + 1 < files.count {
        try openFile(fileIndex + 1)
        bridge()
      }
    }
  }

  /// Between two files: their distance in time, but no longer than a few seconds; a new book where ids do not connect.
  private func bridge() {
    guard let next = upcoming else { return }
    let gap = min(max(0, next.receivedAt - lastReceived), Self.longestGap)
    let played = lastReceived - recordOrigin
    recordOrigin = next.receivedAt - played - gap
  }

  // MARK: Messages

  private func play(_ line: RecordedLine) throws(RecordingError) {
    lastReceived = line.receivedAt
    if market.pendingAggregate != nil, line.receivedAt - aggregateSince >= 100_000_000 {
      exchange.publishAggregate(in: market)
    }
    switch line.kind {
    case .depth: try play(line.depth(decimals))
    case .bookTicker:
      let top = try line.bookTop(decimals)
      market.recordedTime = max(market.recordedTime, top.eventTime)
      market.top = top
      book.apply(top)
      exchange.listener?.venue(exchange, bookTop: top, in: market)
      fillCrossed()
    case .trade: play(try line.trade(decimals), at: line.receivedAt)
    case .snapshot, .other: break
    }
  }

  private func play(_ change: DepthChange) {
    market.recordedTime = max(market.recordedTime, change.eventTime)
    if !connects(change), let snapshot = files[fileIndex].snapshot, snapshot.lastUpdateId > book.lastUpdateId {
      load(snapshot)
    }
    book.apply(change)
    exchange.listener?.venue(exchange, depth: change, in: market)
    fillCrossed()
  }

  /// Whether a change continues the book (or is older than it).
  private func connects(_ change: DepthChange) -> Bool {
    if change.lastUpdateId <= book.lastUpdateId { return true }
    if change.firstUpdateId <= book.lastUpdateId + 1 { return true }
    return exchange.product.isFutures && change.previousUpdateId == book.lastUpdateId
  }

  private func play(_ trade: MarketTrade, at received: Int64) {
    market.recordedTime = max(market.recordedTime, trade.eventTime)
    market.lastTradeId = trade.id
    let before = market.pendingAggregate?.id
    exchange.publish(trade, in: market)
    if market.pendingAggregate?.id != before { aggregateSince = received }
    for fill in book.fills(by: trade) {
      exchange.fillResting(fill.order, quantity: fill.quantity, in: market)
    }
    exchange.settleMarket(market)
  }

  private func fillCrossed() {
    let fills = book.fillsByCrossing()
    guard !fills.isEmpty else { return }
    for fill in fills { exchange.fillResting(fill.order, quantity: fill.quantity, in: market) }
    exchange.settleMarket(market)
  }
}
