import Foundation
import TradingModel
import TradingNetwork

@testable import BinanceAdapter

/// A venue in a simulated world with model books, that loses, doubles, swaps, corrupts and delays messages, cuts
/// connections and answers snapshots badly, all from one seed.
final class FaultyVenue: SimulatedServer {
  /// How often things go wrong, in a hundred.
  struct Weather {
    var lose = 0
    var double = 0
    var swap = 0
    var corrupt = 0
    var cut = 0
    var badSnapshot = 0

    static let fine = Weather()
    static let bad = Weather(lose: 2, double: 3, swap: 2, corrupt: 1, cut: 1, badSnapshot: 40)
  }

  final class Line: WebSocketHandler {
    let channel: any SimulatedServerChannel
    var streams: Set<String> = []
    /// Whether nothing is sent any more, no answers either; the transport's pings are answered still.
    var isMute = false
    /// Whether answers are sent, and no data.
    var isDry = false
    unowned let venue: FaultyVenue

    init(_ channel: any SimulatedServerChannel, _ venue: FaultyVenue) {
      self.channel = channel
      self.venue = venue
    }

    func webSocketDidOpen(_ channel: any WebSocketChannel) {}

    func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {
      guard let json = try? JSONValue(parsing: Array(message)) else { return }
      let names = (json["params"]?.elements ?? []).compactMap(\.text)
      if json["method"]?.text == "SUBSCRIBE" { streams.formUnion(names) } else { streams.subtract(names) }
      venue.requests += 1
      if isMute { return }
      channel.send(text: "{\"result\":null,\"id\":\(json["id"]?.text ?? "0")}")
    }

    func webSocketDidClose(_ reason: WebSocketCloseReason) { venue.lines.removeAll { $0 === self } }
  }

  let world: SimulatedWorld
  let random: RandomSource
  let type: BinanceAccountType
  let symbols: [String]
  var weather = Weather.fine
  var books: [String: ModelBook] = [:]
  var lines: [Line] = []
  /// Streams that the venue confirms and then sends nothing on.
  var frozen: Set<String> = []
  var tradeCount: UInt64 = 0
  var barCount: Int64 = 0
  var snapshotRequests = 0
  var connections = 0
  /// The smallest snapshot that was asked for.
  var smallestLimit = Int.max
  var requests = 0
  private var held: [(stream: String, text: String)] = []

  init(world: SimulatedWorld, seed: UInt64, type: BinanceAccountType, symbols: [String]) {
    self.world = world
    self.type = type
    self.symbols = symbols
    random = RandomSource(seed: seed)
    for symbol in symbols { books[symbol] = ModelBook(isFutures: type.isFutures) }
  }

  func start() {
    world.schedule(after: .milliseconds(100)) { [weak self] in
      guard let self else { return }
      step()
      start()
    }
  }

  private func step() {
    barCount += 1
    if random.integer(in: 0...999) < weather.cut { lines.first?.channel.abort() }
    for symbol in symbols {
      guard var book = books[symbol] else { continue }
      let update = book.step(random, at: world.now)
      books[symbol] = book
      let lower = symbol.lowercased()
      send(lower + (type.isFutures ? "@depth@0ms" : "@depth@100ms"), depth(update, symbol))
      deliver("\(lower)@kline_1m", kline(symbol))
      tradeCount += 1
      let kind = type.isFutures ? "aggTrade" : "trade"
      let id = type.isFutures ? "a" : "t"
      send(
        "\(lower)@\(kind)",
        "{\"e\":\"\(kind)\",\"E\":\(world.now.milliseconds),\"s\":\"\(symbol)\",\"\(id)\":\(tradeCount),\"p\":\"5\",\"q\":\"1\",\"T\":\(world.now.milliseconds),\"m\":true}"
      )
    }
  }

  /// A minute that is over; ten of them pass in a second, so that some fall into each renewal of a connection.
  private func kline(_ symbol: String) -> String {
    let start = barCount * 60_000
    return #"{"e":"kline","E":\#(start + 60_000),"s":"\#(symbol)","k":{"t":\#(start),"T":\#(start + 59_999),"#
      + #""s":"\#(symbol)","i":"1m","f":1,"L":2,"o":"5","c":"5","h":"5","l":"5","v":"1","n":2,"#
      + #""x":true,"q":"5","V":"1","Q":"5"}}"#
  }

  private func depth(_ update: BinanceDepthUpdate, _ symbol: String) -> String {
    func levels(_ side: BookSide) -> String {
      update.deltas.filter { $0.side == side }.map { "[\"\($0.price)\",\"\($0.size)\"]" }.joined(separator: ",")
    }
    let time = world.now.milliseconds
    let previous = update.span.previous.map { ",\"pu\":\($0),\"T\":\(time)" } ?? ""
    return "{\"e\":\"depthUpdate\",\"E\":\(time)\(previous),\"s\":\"\(symbol)\",\"U\":\(update.span.first),"
      + "\"u\":\(update.span.last),\"b\":[\(levels(.buy))],\"a\":[\(levels(.sell))]}"
  }

  private func send(_ stream: String, _ data: String) {
    guard !frozen.contains(stream) else { return }
    let text = "{\"stream\":\"\(stream)\",\"data\":\(data)}"
    let fate = random.integer(in: 0...99)
    var limit = weather.lose
    if fate < limit { return }
    limit += weather.double
    if fate < limit {
      deliver(stream, text)
      return deliver(stream, text)
    }
    limit += weather.swap
    if fate < limit { return held.append((stream, text)) }
    limit += weather.corrupt
    if fate < limit {
      var bytes = Array(text.utf8)
      bytes[random.integer(in: bytes.count / 2...bytes.count - 1)] = UInt8(ascii: "{")
      return deliver(stream, String(decoding: bytes, as: UTF8.self))
    }
    deliver(stream, text)
    let late = held.filter { $0.stream == stream }
    held.removeAll { $0.stream == stream }
    for entry in late { deliver(entry.stream, entry.text) }
  }

  private func deliver(_ stream: String, _ text: String) {
    for line in lines where line.streams.contains(stream) && !line.isMute && !line.isDry {
      line.channel.send(text: text)
    }
  }

  // MARK: SimulatedServer

  func respond(to request: HTTPRequest, clientAddress: String, completion: @escaping (HTTPResponse) -> Void) {
    if request.url.contains("/exchangeInfo") {
      var survey = BinanceRecordingSurvey()
      for symbol in symbols {
        let mark = type.isFutures ? ",\"pu\":1" : ""
        let text = "{\"stream\":\"x@y\",\"data\":{\"s\":\"\(symbol)\",\"p\":\"1\",\"q\":\"1\"\(mark)}}"
        survey.add(BinanceRecordingLine(time: world.now, message: Array(text.utf8)))
      }
      return completion(HTTPResponse(status: 200, body: RecordedExchangeInfo.body(survey, at: world.now)))
    }
    guard request.url.contains("/depth") else {
      return completion(HTTPResponse(status: 200, body: Array("{\"serverTime\":\(world.now.milliseconds)}".utf8)))
    }
    snapshotRequests += 1
    if let range = request.url.range(of: "limit=") {
      smallestLimit = min(smallestLimit, Int(request.url[range.upperBound...].prefix { $0.isNumber }) ?? 0)
    }
    guard let symbol = symbols.first(where: { request.url.contains("symbol=\($0)") }), let book = books[symbol] else {
      return completion(HTTPResponse(status: 400, body: Array("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}".utf8)))
    }
    let ids = book.ids
    var back = 0
    if random.integer(in: 0...99) < weather.badSnapshot {
      switch random.integer(in: 0...4) {
      case 0: return completion(HTTPResponse(status: 429, headers: [("Retry-After", "1")], body: Array("{}".utf8)))
      case 1: return completion(HTTPResponse(status: 503, body: Array("Service Unavailable.".utf8)))
      case 2: return completion(HTTPResponse(status: 200, body: Array("<html>busy</html>".utf8)))
      default: back = random.integer(in: 0...min(100, ids.count - 1))
      }
    }
    let snapshot = book.snapshot(at: ids[ids.count - 1 - back], now: world.now)
    func levels(_ side: BookSide) -> String {
      snapshot.deltas.filter { $0.action == .add && $0.side == side }.map { "[\"\($0.price)\",\"\($0.size)\"]" }
        .joined(separator: ",")
    }
    let text =
      "{\"lastUpdateId\":\(snapshot.lastUpdateId),\"bids\":[\(levels(.buy))],\"asks\":[\(levels(.sell))]}"
    world.schedule(after: .milliseconds(random.integer(in: 1...400))) {
      completion(HTTPResponse(status: 200, body: Array(text.utf8)))
    }
  }

  func accept(
    _ request: WebSocketRequest, clientAddress: String, channel: any SimulatedServerChannel
  ) -> SimulatedUpgrade {
    let line = Line(channel, self)
    connections += 1
    lines.append(line)
    return .accepted(line)
  }
}
