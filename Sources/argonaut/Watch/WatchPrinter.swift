import BinanceAdapter
import TradingEngine
import TradingModel

/// Prints what a strategy would receive.
///
/// Lines are written in the order of the callbacks and leave the process at the end of each batch.
final class WatchPrinter: MarketDataSubscriber {
  /// What is printed and how.
  struct Options {
    var json = true
    /// Only book states, final books and statistics.
    var isQuiet = false
    var printsBookEveryTime = false
    var printsDeltas = false
    var bookDepth = Int.max
    var conflatesQuotes = false
    var measuresLatency = false
  }

  let options: Options
  private(set) var statistics: WatchStatistics
  /// When the last data arrived, by the monotonic clock.
  private(set) var lastData: UnixNanos
  /// Hears of each data line; used to stop at a count.
  var onData: () -> Void = {}
  private let clock: any TradingClock
  private let writer: LineWriter
  private var isFlushScheduled = false
  private var heldQuotes: [InstrumentId: QuoteTick] = [:]
  private var heldOrder: [InstrumentId] = []
  private var isStopped = false

  /// - Parameter lead: how much later than now the data begins, as in a recording.
  init(options: Options, clock: any TradingClock, writer: LineWriter = LineWriter(), lead: Duration = .zero) {
    self.options = options
    self.clock = clock
    self.writer = writer
    lastData = clock.monotonicNow + lead
    statistics = WatchStatistics(startedAt: clock.monotonicNow + lead, measuresLatency: options.measuresLatency)
  }

  /// Whether nobody reads the output any more.
  var isClosed: Bool { writer.isClosed }

  // MARK: What the bus tells

  func receive(_ quote: QuoteTick) {
    guard note(quote.tsEvent) else { return }
    if options.conflatesQuotes {
      if heldQuotes.updateValue(quote, forKey: quote.instrumentId) == nil { heldOrder.append(quote.instrumentId) }
      scheduleFlush()
    } else if !options.isQuiet {
      write(JSONLine(quote))
    }
    onData()
  }

  func receive(_ trade: TradeTick) {
    guard note(trade.tsEvent) else { return }
    if !options.isQuiet { write(JSONLine(trade)) }
    onData()
  }

  func receive(_ deltas: borrowing OrderBookDeltas, book: OrderBook) {
    guard note(deltas.tsEvent) else { return }
    if !options.isQuiet {
      if options.printsDeltas { write(JSONLine(deltas)) }
      if options.printsBookEveryTime { write(JSONLine(book, depth: options.bookDepth)) }
    }
    onData()
  }

  func receive(_ bar: Bar) { tell(bar.tsEvent, JSONLine(bar)) }

  func receive(_ update: MarkPriceUpdate) { tell(update.tsEvent, JSONLine(update)) }

  func receive(_ update: IndexPriceUpdate) { tell(update.tsEvent, JSONLine(update)) }

  func receive(_ update: FundingRateUpdate) { tell(update.tsEvent, JSONLine(update)) }

  func receive(_ status: InstrumentStatus) { tell(status.tsEvent, JSONLine(status)) }

  func receive(_ data: any CustomData, dataType: DataType) {
    guard let line = JSONLine(custom: data) else { return }
    tell(data.tsEvent, line)
  }

  func receive(_ status: BookStatus) {
    guard !isStopped else { return }
    write(JSONLine(status))
  }

  /// A connection's state; told from the first trouble on.
  func receive(_ state: ConnectionState) {
    guard !isStopped, !options.isQuiet else { return }
    write(JSONLine(state))
  }

  // MARK: The end

  /// Prints the final books and the statistics; nothing is printed after that.
  func finish(books: [(book: OrderBook, status: BookStatus)], withStatistics: Bool) {
    writeHeldQuotes()
    isStopped = true
    for (book, status) in books {
      if status.state != .synced {
        var stale = status
        stale.state = .stale
        output(JSONLine(stale))
      }
      output(JSONLine(book, depth: options.bookDepth))
    }
    if withStatistics { output(statistics.line(at: clock.monotonicNow)) }
    writer.flush()
  }

  /// Tells that lines are missing on stdout.
  func check() throws(CommandFailure) { try writer.check() }

  /// Writes what was gathered.
  func flush() {
    isFlushScheduled = false
    writeHeldQuotes()
    writer.flush()
  }

  // MARK: Steps

  /// Counts a message; false once everything was printed that is to be.
  private func note(_ tsEvent: UnixNanos) -> Bool {
    guard !isStopped else { return false }
    statistics.note(tsEvent: tsEvent, clock: clock)
    lastData = clock.monotonicNow
    return true
  }

  private func tell(_ tsEvent: UnixNanos, _ line: @autoclosure () -> JSONLine) {
    guard note(tsEvent) else { return }
    if !options.isQuiet { write(line()) }
    onData()
  }

  private func writeHeldQuotes() {
    guard !heldOrder.isEmpty else { return }
    for id in heldOrder {
      if let quote = heldQuotes[id], !options.isQuiet { output(JSONLine(quote)) }
    }
    heldOrder.removeAll(keepingCapacity: true)
    heldQuotes.removeAll(keepingCapacity: true)
  }

  private func write(_ line: JSONLine) {
    writeHeldQuotes()
    output(line)
    scheduleFlush()
  }

  private func output(_ line: JSONLine) {
    if options.json { writer.write(line) } else { writer.write(line.plainText) }
  }

  /// The next turn of the loop comes when the bytes at hand are read: no line waits longer.
  private func scheduleFlush() {
    guard !isFlushScheduled else { return }
    isFlushScheduled = true
    clock.schedule(after: .zero) { [weak self] in self?.flush() }
  }
}
