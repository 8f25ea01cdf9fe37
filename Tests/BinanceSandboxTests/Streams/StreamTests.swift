import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("Streams speak as the venue's do")
struct StreamTests {
  @Test("diff depth on spot is without gaps and rebuilds the book that REST shows")
  func rebuildsTheSpotBook() throws {
    let fixture = try FrontFixture()
    let channel = try fixture.connect("/ws/btcusdt@depth@100ms")
    fixture.world.run(for: .milliseconds(450))
    let snapshot = try fixture.get("/api/v3/depth?symbol=BTCUSDT&limit=5000")
    fixture.world.run(for: .seconds(20))
    var book = TextBook(snapshot)
    var last = try #require(snapshot["lastUpdateId"]?.integer)
    var isFirst = true
    for event in channel.json {
      let first = try #require(event["U"]?.integer)
      let end = try #require(event["u"]?.integer)
      if end <= last { continue }
      #expect(isFirst ? first <= last + 1 : first == last + 1)
      isFirst = false
      book.apply(event)
      last = end
    }
    fixture.world.run(for: .milliseconds(0))
    let later = try fixture.get("/api/v3/depth?symbol=BTCUSDT&limit=5000")
    #expect(last > 0 && !isFirst)
    if later["lastUpdateId"]?.integer == last { #expect(book == TextBook(later)) }
  }

  @Test(
    "diff depth on futures chains every event to the one before, at every speed", arguments: ["0ms", "100ms", "500ms"])
  func chainsFuturesDepth(speed: String) throws {
    let fixture = try FrontFixture()
    let channel = try fixture.connect("/public/ws/btcusdt@depth@\(speed)", to: .usdm)
    fixture.world.run(for: .seconds(10))
    var previous: Int64?
    for event in channel.json {
      let (pu, u) = (try #require(event["pu"]?.integer), try #require(event["u"]?.integer))
      #expect(event["e"]?.string == "depthUpdate")
      if let previous { #expect(pu == previous) }
      #expect(u > pu)
      previous = u
    }
    #expect(channel.messages.count > 10)
  }

  @Test("a stream that is asked for on the wrong route is acknowledged and silent")
  func staysSilentOnWrongRoutes() throws {
    let fixture = try FrontFixture()
    let channel = try fixture.connect("/public/ws", to: .usdm)
    channel.request(#"{"method":"SUBSCRIBE","params":["btcusdt@aggTrade"],"id":1}"#)
    fixture.world.run(for: .seconds(10))
    #expect(channel.texts == [#"{"result":null,"id":1}"#])
    let gone = try fixture.connect("/ws/btcusdt@aggTrade", to: .usdm)
    #expect(gone.refusal?.status == 404)
  }

  @Test("requests are answered in the venue's words")
  func answersRequests() throws {
    let fixture = try FrontFixture { $0.spotLimits.messagesPerSecond = 100 }
    let channel = try fixture.connect("/ws/btcusdt@trade")
    func ask(_ text: String) -> String? {
      channel.clear()
      channel.request(text)
      return channel.texts.first
    }
    #expect(ask(#"{"method":"LIST_SUBSCRIPTIONS","id":3}"#) == #"{"result":["btcusdt@trade"],"id":3}"#)
    #expect(ask(#"{"method":"GET_PROPERTY","params":["combined"],"id":2}"#) == #"{"result":false,"id":2}"#)
    #expect(ask(#"{"method":"SET_PROPERTY","params":["combined",true],"id":5}"#) == #"{"result":null,"id":5}"#)
    #expect(ask(#"{"method":"GET_PROPERTY","params":["combined"],"id":"x"}"#) == #"{"result":true,"id":"x"}"#)
    #expect(
      ask(#"{"method":"SET_PROPERTY","params":["x",true],"id":5}"#)
        == #"{"error":{"code":0,"msg":"Unknown property"},"id":5}"#)
    #expect(
      ask(#"{"method":"SET_PROPERTY","params":["combined",1],"id":5}"#)
        == #"{"error":{"code":1,"msg":"Invalid value type: expected Boolean"},"id":5}"#)
    #expect(
      ask(#"{"params":[],"id":9}"#) == #"{"error":{"code":2,"msg":"Invalid request: missing field `method`"},"id":9}"#)
    #expect(ask("{")?.contains(#""code":3"#) == true)
    #expect(ask(#"{"method":"UNSUBSCRIBE","params":["btcusdt@trade"],"id":312}"#) == #"{"result":null,"id":312}"#)
    channel.clear()
    fixture.world.run(for: .seconds(5))
    #expect(channel.messages.isEmpty)
  }

  @Test("a combined connection wraps its events, and microseconds are told on request")
  func wrapsAndScales() throws {
    let fixture = try FrontFixture()
    let channel = try fixture.connect("/stream?streams=btcusdt@trade&timeUnit=MICROSECOND")
    fixture.world.run(for: .seconds(5))
    let event = try #require(channel.json.first)
    #expect(event.names == ["stream", "data"])
    #expect(event["stream"]?.string == "btcusdt@trade")
    #expect(event["data"]?["T"]?.text.utf8.count == 16)
    #expect(event["data"]?.names == ["e", "E", "s", "t", "p", "q", "T", "m", "M"])
  }

  @Test("a unit of times that there is not is refused before the upgrade, in the venue's words")
  func refusesUnknownUnits() throws {
    let fixture = try FrontFixture()
    for (target, product) in [
      ("/ws/btcusdt@trade?timeUnit=FOO", SandboxProduct.spot), ("/public/ws?timeUnit=MICROSECOND", .usdm),
    ] {
      let path = RequestTarget(target)
      #expect(try !fixture.front(product).mayUpgrade(path, client: "10.0.0.1"))
      let answer = try #require(try fixture.send(.get, target, to: product))
      #expect(answer.status == 400 && JSONValue(answer.body)?["code"]?.integer == -1194)
    }
    #expect(try fixture.front(.spot).mayUpgrade(RequestTarget("/ws?timeUnit=microsecond"), client: "10.0.0.1"))
  }

  @Test("a plus sign in a name is one, in the query as in the path")
  func readsPlusSigns() throws {
    let fixture = try FrontFixture()
    let name = "btcusdt@kline_1m@+08:00"
    let channels = try ["+", "%2B"].map { plus in
      try fixture.connect("/stream?streams=btcusdt@trade/btcusdt@kline_1m@\(plus)08:00")
    }
    fixture.world.run(for: .seconds(5))
    for channel in channels { #expect(channel.json.contains { $0["stream"]?.string == name }) }
  }

  @Test("stream names of the venue are understood, others are not")
  func readsNames() {
    for name in [
      "btcusdt@trade", "btcusdt@depth", "btcusdt@depth@100ms", "btcusdt@depth20@100ms", "btcusdt@kline_1M",
      "btcusdt@kline_1d@+08:00", "!miniTicker@arr", "btcusdt@ticker_1h", "!ticker_4h@arr", "btcusdt@avgPrice",
    ] {
      #expect(StreamName(name, product: .spot) != nil, "\(name)")
    }
    for name in [
      "BTCUSDT@trade", "btcusdt@depth@250ms", "btcusdt@depth7", "btcusdt", "btcusdt@markPrice",
      "btcusdt@kline_1d@ 08:00", "btcusdt@kline_1d@+09:00",
    ] {
      #expect(StreamName(name, product: .spot) == nil, "\(name)")
    }
    for name in [
      "btcusdt@depth@0ms", "btcusdt@markPrice@1s", "!markPrice@arr@1s", "btcusdt_perpetual@continuousKline_1m",
      "!forceOrder@arr", "!bookTicker", "!ticker@arr",
    ] {
      #expect(StreamName(name, product: .usdm) != nil, "\(name)")
    }
  }
}

/// A book kept as text, as simply as possible.
private struct TextBook: Equatable {
  var bids: [String: String] = [:]
  var asks: [String: String] = [:]

  init(_ snapshot: JSONValue) {
    for level in snapshot["bids"]?.elements ?? [] { bids[level.elements[0].text] = level.elements[1].text }
    for level in snapshot["asks"]?.elements ?? [] { asks[level.elements[0].text] = level.elements[1].text }
  }

  mutating func apply(_ event: JSONValue) {
    for level in event["b"]?.elements ?? [] { Self.set(&bids, level) }
    for level in event["a"]?.elements ?? [] { Self.set(&asks, level) }
  }

  private static func set(_ side: inout [String: String], _ level: JSONValue) {
    let (price, quantity) = (level.elements[0].text, level.elements[1].text)
    side[price] = quantity.allSatisfy { $0 == "0" || $0 == "." } ? nil : quantity
  }
}
