import BinanceAdapter
import TradingEngine
import TradingModel
import TradingNetwork

/// One run of `record` on its loop: subscribe, write down what arrives, and a depth snapshot wherever a book starts.
final class RecordRun: BinanceStreamHandler {
  private let session: BinanceHttpSession
  private let provider: BinanceInstrumentProvider
  private let streams: BinanceStreamSession
  private let clock: any TradingClock
  private let path: String
  /// There once something is to be recorded: a mistake must not cost what the file held.
  private var file: LineFile?
  private let symbols: [String]
  private let rule: StopRule
  private let depthStreams: [BinanceStreamName: String]
  private let names: [BinanceStreamName]
  /// An index need not be traded.
  private let needsInstruments: Bool
  private var lines = 0
  private var lastLine: UnixNanos
  private var lastKept: UnixNanos
  private var completion: ((Result<Void, any Error>) -> Void)?

  init(
    session: BinanceHttpSession, provider: BinanceInstrumentProvider, runtime: Runtime, path: String,
    symbols: [String], selections: [DataSelection], useAggregatedTrades: Bool, rule: StopRule
  ) throws {
    self.session = session
    self.provider = provider
    self.path = path
    self.symbols = symbols
    self.rule = rule
    needsInstruments = selections.contains { $0 != .compositeIndex && $0 != .assetIndex }
    clock = runtime.clock
    lastLine = runtime.clock.monotonicNow
    lastKept = lastLine
    streams = BinanceStreamSession(endpoints: session.endpoints, runtime: runtime)
    let isFutures = session.product.accountType.isFutures
    if !isFutures, let foreign = selections.first(where: \.isOfFutures) {
      throw CommandFailure(
        .usage,
        "--data: \(foreign.word) exists on futures only; take it out, or choose the product with --account-type")
    }
    var names: [BinanceStreamName] = []
    var depth: [BinanceStreamName: String] = [:]
    for symbol in symbols {
      for selection in selections {
        switch selection {
        case .quotes: names.append(.bookTicker(symbol))
        case .trades:
          names.append(isFutures || useAggregatedTrades ? .aggregatedTrade(symbol) : .trade(symbol))
        case .book, .deltas:
          let name = BinanceStreamName.depth(symbol, milliseconds: session.product.fastestDepthPace)
          names.append(name)
          depth[name] = symbol
        case .bars(let specification):
          names.append(
            .kline(
              symbol,
              interval: try BinanceBarInterval(
                specification, product: session.product, us: session.connection.us
              ).rawValue))
        case .ticker: names.append(.ticker(symbol))
        case .markPrice, .indexPrice, .fundingRate: names.append(.markPrice(symbol))
        case .liquidations: names.append(.forceOrder(symbol))
        case .status: break
        case .rpiDepth, .compositeIndex, .contractInfo, .assetIndex, .referenceBars:
          if let name = selection.rareStream(of: symbol), !names.contains(name) { names.append(name) }
        }
      }
    }
    guard !names.isEmpty else {
      throw CommandFailure(.usage, "nothing of --data comes as a stream of its own; add quotes, trades or book")
    }
    self.names = names
    depthStreams = depth
    streams.handler = self
  }

  /// Runs until a rule or ``stop()`` ends it. `completion` is called once, on the loop.
  func start(completion: @escaping (Result<Void, any Error>) -> Void) {
    self.completion = completion
    // A venue that cannot be reached, or does not list an instrument, would leave an empty file and no word.
    provider.load { [weak self] result in
      guard let self, self.completion != nil else { return }
      switch result {
      case .failure(let error): end(.failure(error))
      case .success(let summary):
        guard summary.missing.isEmpty || !needsInstruments else {
          let reason = InstrumentsCommand.unknown(summary.missing, session.product.accountType)
          return end(.failure(CommandFailure(.usage, reason)))
        }
        begin()
      }
    }
  }

  private func begin() {
    do throws(CommandFailure) { file = try LineFile.writing(path) } catch { return end(.failure(error)) }
    if let time = rule.time { clock.schedule(after: time) { [weak self] in self?.stop() } }
    lastLine = clock.monotonicNow
    streams.subscribe(names)
    watchSilence()
  }

  /// Ends the run; the file is complete.
  func stop() { end(.success(())) }

  private func end(_ result: Result<Void, any Error>) {
    guard let completion else { return }
    self.completion = nil
    var final = result
    do throws(CommandFailure) { try file?.finish() } catch { final = .failure(error) }
    let outcome = final
    streams.close { completion(outcome) }
  }

  private func write(_ message: UnsafeRawBufferPointer) {
    guard completion != nil else { return }
    // A message that spans lines would not be a line; the venue sends none.
    guard !message.contains(UInt8(ascii: "\n")) else { return }
    do throws(CommandFailure) {
      try file?.write(BinanceRecordingLine(time: clock.now, message: Array(message)).bytes)
    } catch {
      return end(.failure(error))
    }
    lines += 1
    lastLine = clock.monotonicNow
    if let count = rule.count, lines >= count { stop() }
  }

  private func watchSilence() {
    clock.schedule(after: .milliseconds(100)) { [weak self] in
      guard let self, completion != nil else { return }
      do throws(CommandFailure) { try keepNowAndThen() } catch { return end(.failure(error)) }
      if rule.isIdle(silence: clock.monotonicNow - lastLine, isReconnecting: streams.isDisturbed) { return stop() }
      watchSilence()
    }
  }

  /// A recorder that is killed loses a second, not what it gathered for minutes.
  private func keepNowAndThen() throws(CommandFailure) {
    guard clock.monotonicNow - lastKept >= .seconds(1) else { return }
    lastKept = clock.monotonicNow
    try file?.keep()
  }

  private func requestSnapshot(_ symbol: String) {
    let limit = session.product.maxDepthLimit
    let request = BinanceRequest<[UInt8]>(
      .get, session.product.restPath + "/depth", ["symbol": symbol, "limit": limit],
      decodeResponse: { response, _ in response.body })
    session.send(request) { [weak self] result in
      guard let self, completion != nil else { return }
      switch result {
      case .success(let body): Self.named(body, symbol, isNeeded: symbols.count > 1).withUnsafeBytes { self.write($0) }
      case .failure(let error):
        StandardError.write("argonaut: no snapshot of \(symbol): \(error); asking again")
        clock.schedule(after: .seconds(2)) { [weak self] in self?.requestSnapshot(symbol) }
      }
    }
  }

  /// Snapshots do not say whose they are; in a recording of several symbols they must.
  private static func named(_ body: [UInt8], _ symbol: String, isNeeded: Bool) -> [UInt8] {
    guard isNeeded, body.first == UInt8(ascii: "{") else { return body }
    return Array("{\"symbol\":\"\(symbol)\",".utf8) + body.dropFirst()
  }

  // MARK: BinanceStreamHandler

  func receive(message: UnsafeRawBufferPointer) { write(message) }

  func streamsDidReadBatch() {}

  func streams(didConfirm names: [BinanceStreamName]) {
    for name in names {
      if let symbol = depthStreams[name] { requestSnapshot(symbol) }
    }
  }

  func streams(didRefuse name: BinanceStreamName, reason: String) {
    end(.failure(CommandFailure(.refused, "the venue refuses the stream \(name): \(reason)")))
  }

  func streams(didLose names: [BinanceStreamName], reason: String) {
    StandardError.write("argonaut: \(reason); the recording has a gap here")
  }

  func streams(channel: String, didBecome state: ConnectionState.State, reason: String) {}
}
