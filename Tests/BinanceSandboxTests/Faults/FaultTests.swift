import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("Faults happen where and as often as they are set")
struct FaultTests {
  private func apply(_ fixture: FrontFixture, _ text: String) throws {
    let json = try #require(JSONValue(Array(text.utf8)))
    fixture.venue.apply(try VenueFault(json: json))
  }

  @Test("an order whose answer is lost is carried out")
  func dropsAnswers() throws {
    let fixture = try FrontFixture()
    try apply(fixture, #"{"fault":"DROP_RESP","endpoint":"POST /api/v3/order","count":1}"#)
    let order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000&newClientOrderId=lost"
    #expect(try fixture.signed(.post, "/api/v3/order", order) == nil)
    let found = try fixture.signed(.get, "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=lost")
    #expect(found?.status == 200)
  }

  @Test("an error of choice is answered, executed or not")
  func answersErrors() throws {
    let fixture = try FrontFixture()
    try apply(
      fixture,
      #"{"fault":"ERR","endpoint":"/api/v3/order","http":503,"code":-1007,"msg":"Timeout","executed":true,"count":1}"#)
    let order = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01&newClientOrderId=late"
    #expect(try fixture.signed(.post, "/api/v3/order", order)?.status == 503)
    #expect(try fixture.signed(.get, "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=late")?.status == 200)
  }

  @Test("queries lag behind for as long as they are told to")
  func lags() throws {
    let fixture = try FrontFixture()
    let order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000&newClientOrderId=new"
    try apply(fixture, #"{"fault":"VISIBILITY_LAG","seconds":10}"#)
    #expect(try fixture.signed(.post, "/api/v3/order", order)?.status == 200)
    let query = "symbol=BTCUSDT&origClientOrderId=new"
    let early = try fixture.signed(.get, "/api/v3/order", query)
    #expect(early.flatMap { JSONValue($0.body)?["code"]?.integer } == -2013)
    fixture.world.run(for: .seconds(11))
    #expect(try fixture.signed(.get, "/api/v3/order", query)?.status == 200)
  }

  @Test("a frozen stream is silent while its neighbour speaks")
  func freezesStreams() throws {
    let fixture = try FrontFixture()
    try apply(fixture, #"{"fault":"FREEZE_STREAM","stream":"@depth"}"#)
    let channel = try fixture.connect("/stream?streams=btcusdt@depth@100ms/btcusdt@trade")
    fixture.world.run(for: .seconds(10))
    #expect(!channel.messages.isEmpty)
    #expect(!channel.texts.contains { $0.contains("depthUpdate") })
  }

  @Test("the venue's clock may be wrong, requests limited and symbols strange")
  func skewsLimitsAndMutates() throws {
    let fixture = try FrontFixture()
    try apply(fixture, #"{"fault":"SKEW","seconds":-30}"#)
    let early = try fixture.signed(.get, "/api/v3/account")
    #expect(early.flatMap { JSONValue($0.body)?["code"]?.integer } == -1021)
    fixture.venue.clearFaults()
    try apply(fixture, #"{"fault":"418","seconds":120,"count":1}"#)
    #expect(try fixture.send(.get, "/api/v3/ping")?.status == 418)
    #expect(try fixture.send(.get, "/api/v3/ping")?.status == 418)
    #expect(try fixture.send(.get, "/api/v3/ping", client: "10.0.0.9")?.status == 200)
    fixture.world.run(for: .seconds(121))
    try apply(fixture, #"{"fault":"MUTATE_INFO","symbol":"BTCUSDT","fields":{"status":"STRANGE"}}"#)
    let info = try fixture.get("/api/v3/exchangeInfo?symbol=BTCUSDT")
    #expect(info["symbols"]?.elements.first?["status"]?.string == "STRANGE")
  }

  @Test("a shutdown is announced before connections close")
  func announcesShutdown() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.001 }
    let channel = try fixture.connect("/ws")
    try apply(fixture, #"{"fault":"SERVER_SHUTDOWN","seconds":5}"#)
    #expect(channel.texts.first?.contains(#""e":"serverShutdown""#) == true)
    #expect(channel.closeCode == nil)
    fixture.world.run(for: .seconds(6))
    #expect(channel.closeCode == 1001)
  }

  @Test("a fault that cannot be read says what is wrong")
  func refusesNonsense() {
    #expect(throws: FaultFormatError.self) { try VenueFault(json: .object([("fault", .string("NOPE"))])) }
    #expect(throws: FaultFormatError.self) {
      try VenueFault(json: .object([("fault", .string("ERR")), ("colour", .string("red"))]))
    }
    #expect(throws: FaultFormatError.self) { try Scenario(json: Array("{".utf8)) }
  }
}
