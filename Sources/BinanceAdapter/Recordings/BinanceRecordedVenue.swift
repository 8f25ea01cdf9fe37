import TradingModel
public import TradingNetwork

/// A venue in a simulated world that plays a recording to the client under its control.
///
/// It answers exchangeInfo, time and depth requests and carries the recorded streams, each message at its time. Depth is
/// answered with the next recorded snapshot, at its time; after the last one with that. On futures, where the venue has
/// no stream of single trades, recorded ones are told as the aggregates that they make.
public final class BinanceRecordedVenue: SimulatedServer {
  private let world: SimulatedWorld
  private let survey: BinanceRecordingSurvey
  private let next: () throws -> BinanceRecordingLine?
  private var pending: BinanceRecordingLine?
  private var channels: [Subscriber] = []
  /// Depth requests that wait for the next snapshot, by symbol.
  private var waiting: [(symbol: String, completion: (HTTPResponse) -> Void)] = []
  private var lastSnapshots: [String: [UInt8]] = [:]
  private var aggregates: [String: TradeAggregate] = [:]
  private var aggregateCount: UInt64 = 0
  /// Whether every line was played.
  public private(set) var isFinished = false
  /// Why playing ended early.
  public private(set) var failure: (any Error)?
  /// How many lines were played.
  public private(set) var playedLines = 0

  /// One client connection and what it subscribed to.
  private final class Subscriber: WebSocketHandler {
    let channel: any SimulatedServerChannel
    var streams: Set<BinanceStreamName> = []
    private weak var venue: BinanceRecordedVenue?

    init(channel: any SimulatedServerChannel, venue: BinanceRecordedVenue) {
      self.channel = channel
      self.venue = venue
    }

    func webSocketDidOpen(_ channel: any WebSocketChannel) {}

    func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {
      guard let json = try? JSONValue(parsing: Array(message)), let method = json["method"]?.text else { return }
      let names = (json["params"]?.elements ?? []).compactMap { $0.text.map { BinanceStreamName($0) } }
      if method == "SUBSCRIBE" { streams.formUnion(names) }
      if method == "UNSUBSCRIBE" { streams.subtract(names) }
      channel.send(text: "{\"result\":null,\"id\":\(json["id"]?.text ?? "0")}")
    }

    func webSocketDidClose(_ reason: WebSocketCloseReason) { venue?.channels.removeAll { $0 === self } }
  }

  /// - Parameters:
  ///   - world: the simulated world, at whose time the lines are played.
  ///   - survey: what the recording is about.
  ///   - next: gives one line after the other, then `nil`.
  public init(
    world: SimulatedWorld, survey: BinanceRecordingSurvey, next: @escaping () throws -> BinanceRecordingLine?
  ) {
    self.world = world
    self.survey = survey
    self.next = next
  }

  /// Starts playing; the first line comes at its time, or at once when that has passed.
  public func start() { advance() }

  private func advance() {
    do {
      pending = try next()
    } catch {
      failure = error
      pending = nil
    }
    guard let line = pending else {
      for symbol in aggregates.keys.sorted() { flushAggregate(symbol) }
      isFinished = true
      return
    }
    world.schedule(at: line.time) { [weak self] in
      guard let self else { return }
      play(line)
      advance()
    }
  }

  private func play(_ line: BinanceRecordingLine) {
    playedLines += 1
    switch line.kind {
    case .stream(let name):
      if name.kind == "trade", survey.accountType.isFutures {
        aggregate(line.message, name)
      } else {
        send(line.message, as: name)
      }
    case .snapshot(let named):
      let symbol = named ?? survey.symbols.first?.rawSymbol ?? ""
      lastSnapshots[symbol] = line.message
      let answered = waiting.filter { $0.symbol == symbol }
      waiting.removeAll { $0.symbol == symbol }
      for entry in answered { entry.completion(HTTPResponse(status: 200, body: line.message)) }
    case .other: break
    }
  }

  private func send(_ message: [UInt8], as name: BinanceStreamName) {
    for subscriber in channels where subscriber.streams.contains(name) { subscriber.channel.send(utf8: message) }
  }

  // MARK: Aggregates

  private func aggregate(_ message: [UInt8], _ name: BinanceStreamName) {
    guard let json = try? JSONValue(parsing: message), let data = json["data"], let symbol = data["s"]?.text,
      let trade = TradeAggregate(data)
    else { return }
    if aggregates[symbol]?.absorb(trade) == true { return }
    flushAggregate(symbol)
    aggregates[symbol] = trade
  }

  private func flushAggregate(_ symbol: String) {
    guard let aggregate = aggregates.removeValue(forKey: symbol) else { return }
    aggregateCount += 1
    let name = BinanceStreamName.aggregatedTrade(symbol)
    send(aggregate.message(name, symbol: symbol, id: aggregateCount), as: name)
  }

  // MARK: SimulatedServer

  public func respond(
    to request: HTTPRequest, clientAddress: String, completion: @escaping (HTTPResponse) -> Void
  ) {
    let parts = request.url.split(separator: "?", maxSplits: 1)
    let path = parts.first ?? ""
    if path.hasSuffix("/exchangeInfo") {
      completion(HTTPResponse(status: 200, body: RecordedExchangeInfo.body(survey, at: world.now)))
    } else if path.hasSuffix("/time") {
      completion(HTTPResponse(status: 200, body: Array("{\"serverTime\":\(world.now.milliseconds)}".utf8)))
    } else if path.hasSuffix("/depth") {
      answerDepth(query: parts.count > 1 ? parts[1] : "", completion: completion)
    } else {
      completion(HTTPResponse(status: 404, body: Array("{\"code\":-1000,\"msg\":\"not recorded\"}".utf8)))
    }
  }

  private func answerDepth(query: Substring, completion: @escaping (HTTPResponse) -> Void) {
    let symbol = query.split(separator: "&").first { $0.hasPrefix("symbol=") }.map { String($0.dropFirst(7)) } ?? ""
    if let last = lastSnapshots[symbol] {
      completion(HTTPResponse(status: 200, body: last))
    } else {
      waiting.append((symbol, completion))
    }
  }

  public func accept(
    _ request: WebSocketRequest, clientAddress: String, channel: any SimulatedServerChannel
  ) -> SimulatedUpgrade {
    let subscriber = Subscriber(channel: channel, venue: self)
    if let range = request.url.firstRange(of: "streams=") {
      subscriber.streams = Set(request.url[range.upperBound...].split(separator: "/").map { .init(String($0)) })
    }
    channels.append(subscriber)
    return .accepted(subscriber)
  }
}
