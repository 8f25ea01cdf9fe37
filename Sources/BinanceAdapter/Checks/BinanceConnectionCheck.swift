import Logging
import TradingLive
import TradingModel
import TradingNetwork

/// Checks a connection step by step: reachability, clock, limits, instruments, streams, credentials and permissions.
///
/// A step that fails does not stop the others, except that nothing is asked of a venue that does not answer at all.
final class BinanceConnectionCheck {
  private let session: BinanceHttpSession
  private let provider: BinanceInstrumentProvider
  private let needsKey: Bool
  private let completion: ([BinanceCheckFinding]) -> Void
  private var findings: [BinanceCheckFinding] = []
  private var probe: BinanceStreamProbe?

  /// - Parameter needsKey: whether missing credentials are a failure (execution) or only worth a word (data).
  init(
    session: BinanceHttpSession, provider: BinanceInstrumentProvider, needsKey: Bool,
    completion: @escaping ([BinanceCheckFinding]) -> Void
  ) {
    self.session = session
    self.provider = provider
    self.needsKey = needsKey
    self.completion = completion
  }

  func run() {
    let started = session.runtime.clock.monotonicNow
    session.send(.ping(session.product)) { [self] result in
      switch result {
      case .success:
        let duration = session.runtime.clock.monotonicNow - started
        note("reachability", .ok, "\(session.endpoints.http) answers in \(milliseconds(duration)) ms")
        checkClock()
      case .failure(let error):
        findings.append(BinanceCheckFinding("reachability", failed: error))
        completion(findings)
      }
    }
  }

  private func note(_ check: String, _ verdict: BinanceCheckFinding.Verdict, _ detail: String) {
    findings.append(
      BinanceCheckFinding(check, verdict, detail, origin: verdict == .failed ? .configuration : nil))
  }

  private func milliseconds(_ duration: Duration) -> Int64 { duration.wholeNanoseconds / 1_000_000 }

  private func checkClock() {
    session.synchronizeClock { [self] result in
      switch result {
      case .success:
        let offset = session.serverClock.offset(clock: session.runtime.clock) ?? .zero
        let distance = milliseconds(offset < .zero ? .zero - offset : offset)
        let text = "this machine's clock is \(distance) ms \(offset < .zero ? "ahead of" : "behind") the venue's"
        if distance > 1_000 {
          note("clock", .warning, text + "; requests are corrected for it, but set the clock (NTP)")
        } else {
          note("clock", .ok, text)
        }
      case .failure(let error): findings.append(BinanceCheckFinding("clock", failed: error))
      }
      checkLimits()
    }
  }

  private func checkLimits() {
    let queue = session.requestQueue
    let window = queue.budget.windows.first { $0.kind == .requestWeight }
    if let window, let used = queue.budget.used(.requestWeight, interval: window.interval, at: queue.venueNow) {
      let text = "\(used) of \(window.limit) request weight used in this minute"
      note("limits", used * 10 > window.limit * 8 ? .warning : .ok, text)
    }
    checkInstruments()
  }

  private func checkInstruments() {
    provider.load { [self] result in
      switch result {
      case .success(let summary):
        if summary.missing.isEmpty {
          note("instruments", .ok, "\(summary.loaded) loaded, \(summary.skipped.count) left out")
        } else {
          let names = summary.missing.prefix(5).map(\.text).joined(separator: ", ")
          note("instruments", .failed, "the venue does not have \(names); check the spelling and the account type")
        }
        let idle = provider.instruments.filter { $0.status != "TRADING" }
        if !provider.config.loadAll, let first = idle.first {
          note("trading", .warning, "\(first.id) is not trading now (\(first.status))")
        }
      case .failure(let error): findings.append(BinanceCheckFinding("instruments", failed: error))
      }
      checkStreams()
    }
  }

  private func checkStreams() {
    let symbol =
      provider.instruments.first?.rawSymbol
      ?? (session.product.accountType == .coinFutures
        ? "BTCUSD_PERP" : "BTCUSDT")
    let url = session.endpoints.combinedStreamURL(
      .public, streams: ["\(BinanceSymbol.stream(raw: symbol))@bookTicker"])
    open("streams", url, at: session.endpoints.streams) { [self] in
      guard needsKey, let url = session.endpoints.webSocketAPIURL else { return checkCredentials() }
      open("webSocketAPI", url, at: url) { [self] in checkCredentials() }
    }
  }

  private func open(_ check: String, _ url: String, at place: String, then next: @escaping () -> Void) {
    let probe = BinanceStreamProbe { [self] failure in
      self.probe = nil
      if let failure {
        findings.append(
          BinanceCheckFinding(check, .failed, "\(place): \(failure)", origin: .connection))
      } else {
        note(check, .ok, "\(place) accepts connections")
      }
      next()
    }
    self.probe = probe
    probe.start(url: url, runtime: session.runtime)
  }

  private func checkCredentials() {
    guard let credentials = session.credentials else {
      let names = BinanceCredentialSource.variableNames(
        accountType: session.product.accountType, environment: session.connection.environment)
      let hint = names.map { "\($0.key) and \($0.secret)" }.joined(separator: ", or ")
      note("credentials", needsKey ? .failed : .ok, needsKey ? "there is no API key; set \(hint)" : "none, none needed")
      return completion(findings)
    }
    for warning in credentials.warnings { note("credentials", .warning, warning) }
    BinanceCredentialReport.make(session: session) { [self] result in
      switch result {
      case .success(let report):
        note("credentials", .ok, "the venue accepts the \(credentials.keyType.rawValue) key")
        for finding in report.findings(accountType: session.product.accountType, isTrading: needsKey) {
          findings.append(finding)
        }
      case .failure(let error): findings.append(BinanceCheckFinding("credentials", failed: error))
      }
      completion(findings)
    }
  }
}

/// Opens one WebSocket connection and closes it again.
private final class BinanceStreamProbe: WebSocketHandler {
  private var report: ((String?) -> Void)?
  private var channel: (any WebSocketChannel)?

  init(_ report: @escaping (String?) -> Void) { self.report = report }

  func start(url: String, runtime: Runtime) {
    channel = runtime.webSocket.connect(WebSocketRequest(url: url), handler: self)
  }

  func webSocketDidOpen(_ channel: any WebSocketChannel) {
    channel.close(code: 1000)
    finish(nil)
  }

  func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {}

  func webSocketDidClose(_ reason: WebSocketCloseReason) { finish(reason.description) }

  private func finish(_ failure: String?) {
    let report = report
    self.report = nil
    report?(failure)
  }
}
