import BinanceAdapter
import Testing
import TradingLive
import TradingModel

@testable import argonaut

/// The gateway over pipes, its node over sockets, against a sandbox in this process.
@Suite("A gateway and the spot exchange", .serialized)
struct GatewayTradingTests {
  private static let order = #""command":"submit","order":{"instrument":"BTCUSDT.BINANCE""#

  @Test("A market order fills, its position is flattened, and everything is told in order")
  func marketAndFlatten() async throws {
    try await GatewayVenue.withSpot(seed: 21) { venue in
      let gateway = try GatewayConversation(venue.config())
      let ready = try await gateway.event("ready")
      #expect(ready["clients"]?.elements?.compactMap(\.text) == ["BINANCE"])
      try await gateway.ask(
        1, Self.order + #","side":"BUY","type":"MARKET","quantity":"0.01000","clientOrderId":"m-1"}"#)
      for name in ["OrderInitialized", "OrderSubmitted", "OrderAccepted"] {
        _ = try await gateway.event(name, of: "m-1")
      }
      let fill = try await gateway.next("last fill") { $0["leavesQuantity"]?.text == "0.00000" }
      #expect(fill["filledQuantity"]?.text == "0.01000")
      #expect(fill["liquiditySide"]?.text == "TAKER")
      _ = try await gateway.next("position") { $0["event"]?.text?.hasPrefix("Position") == true }
      let order = try await gateway.ask(2, #""command":"order","clientOrderId":"m-1""#)["order"]
      #expect(order?["status"]?.text == "FILLED")
      #expect(order?["venueOrderId"]?.text != nil)
      #expect(order?["averagePrice"]?.text != nil)
      let positions = try await gateway.ask(3, #""command":"positions""#)["positions"]?.elements
      #expect(positions?.count == 1)
      #expect(positions?.first?["side"]?.text == "LONG")
      try await gateway.ask(4, #""command":"flatten","instrument":"BTCUSDT.BINANCE""#)
      _ = try await gateway.event("PositionClosed")
      let account = try await gateway.ask(5, #""command":"account","client":"BINANCE""#)["account"]
      #expect(account?["type"]?.text == "CASH")
      #expect(account?["balances"]?.elements?.contains { $0["currency"]?.text == "USDT" } == true)
      try await gateway.ask(6, #""command":"stop""#)
      try await gateway.finish()
    }
  }

  @Test("Commands about an order wait for it while its instrument is loaded, and so does the end")
  func unloadedInstrument() async throws {
    try await GatewayVenue.withSpot(seed: 29) { venue in
      let gateway = try GatewayConversation(venue.config())
      _ = try await gateway.event("ready")
      gateway.send(
        #"{"id":1,"command":"submit","order":{"instrument":"ETHUSDT.BINANCE","side":"BUY","type":"LIMIT","#
          + #""quantity":"0.1","price":"1500","clientOrderId":"far"}}"#)
      gateway.send(#"{"id":2,"command":"cancel","clientOrderId":"far"}"#)
      gateway.send(#"{"id":3,"command":"orders"}"#)
      gateway.send(#"{"id":4,"command":"stop"}"#)
      try await gateway.finish()
      let answers = try gateway.lines.map { try JSONValue(parsing: Array($0.utf8)) }.filter { $0["result"] != nil }
      // What does not depend on the order does not wait.
      #expect(answers.map { $0["result"]?.int } == [3, 1, 2, 4])
      #expect(answers.allSatisfy { $0["ok"]?.bool == true }, "\(gateway.lines)")
    }
  }

  @Test("Orders of others in an instrument that the configuration claims are the gateway's own")
  func claims() async throws {
    try await GatewayVenue.withSpot(seed: 27) { venue in
      var config = try venue.config()
      var client = try #require(config.execClients["BINANCE"] as? BinanceExecClientConfig)
      client.externalOrderClaims = [try InstrumentId("BTCUSDT.BINANCE")]
      config.execClients["BINANCE"] = client
      var others = try venue.config()
      others.journal.enabled = false
      let gateway = try GatewayConversation(config)
      let other = try GatewayConversation(others)
      _ = try await gateway.event("ready")
      _ = try await other.event("ready")
      try await other.ask(
        1, Self.order + #","side":"BUY","type":"LIMIT","quantity":"0.01","price":"30000","clientOrderId":"e-1"}"#)
      let accepted = try await gateway.event("OrderAccepted", of: "e-1")
      #expect(accepted["strategy"]?.text == "GATEWAY-000")
      try await gateway.ask(1, #""command":"cancelAll","instrument":"BTCUSDT.BINANCE""#)
      _ = try await other.event("OrderCanceled", of: "e-1")
      for each in [gateway, other] {
        try await each.ask(9, #""command":"stop""#)
        try await each.finish()
      }
    }
  }

  @Test("A resting order is told, listed and canceled; an identifier is used once")
  func restAndCancel() async throws {
    try await GatewayVenue.withSpot(seed: 22) { venue in
      let gateway = try GatewayConversation(venue.config())
      _ = try await gateway.event("ready")
      let text =
        #","side":"BUY","type":"LIMIT","quantity":"0.01","price":"30000","postOnly":true,"clientOrderId":"r-1"}"#
      try await gateway.ask(1, Self.order + text)
      _ = try await gateway.event("OrderAccepted", of: "r-1")
      let open = try await gateway.ask(2, #""command":"orders","open":true"#)["orders"]?.elements
      #expect(open?.count == 1)
      #expect(open?.first?["price"]?.text == "30000.00")
      #expect(open?.first?["leavesQuantity"]?.text == "0.01000")
      let twice = try await gateway.ask(3, Self.order + text)
      #expect(twice["ok"]?.bool == false)
      #expect(twice["error"]?.text?.contains("is taken") == true)
      try await gateway.ask(4, #""command":"cancel","clientOrderId":"r-1""#)
      _ = try await gateway.event("OrderPendingCancel", of: "r-1")
      _ = try await gateway.event("OrderCanceled", of: "r-1")
      let closed = try await gateway.ask(5, #""command":"cancel","clientOrderId":"r-1""#)
      #expect(closed["ok"]?.bool == false)
      gateway.endInput()
      try await gateway.finish()
    }
  }

  @Test("Whatever is written to it, a gateway answers and lives on")
  func survivesNonsense() async throws {
    try await GatewayVenue.withSpot(seed: 23) { venue in
      let gateway = try GatewayConversation(venue.config())
      _ = try await gateway.event("ready")
      for line in ["{", "null", "\u{0}\u{1}", #"{"id":1}"#, String(repeating: "[", count: 5_000)] {
        gateway.send(line)
        let answer = try await gateway.next("refusal of \(line.prefix(20))") { $0["ok"]?.bool == false }
        #expect(answer["error"]?.text?.isEmpty == false)
      }
      gateway.send(#"{"id":2,"command":"orders","x":"\#(String(repeating: "y", count: 1_200_000))"}"#)
      let long = try await gateway.next("refusal of a long line") { $0["ok"]?.bool == false }
      #expect(long["error"]?.text?.contains("1 MiB") == true)
      let unknown = try await gateway.ask(
        3, Self.order.replacing("BTCUSDT", with: "NOPE") + #","side":"BUY","type":"MARKET","quantity":"1"}"#)
      #expect(unknown["error"]?.text?.contains("unknown instrument NOPE.BINANCE") == true)
      // An instrument that was not asked for at the start is loaded when it is wanted.
      let other = try await gateway.ask(4, #""command":"instrument","instrument":"ETHUSDT.BINANCE""#)
      #expect(other["instrument"]?["rawSymbol"]?.text == "ETHUSDT")
      // The last line may lack its end.
      gateway.sendUnfinished(#"{"id":5,"command":"positions"}"#)
      gateway.endInput()
      _ = try await gateway.next("result 5") { $0["result"]?.int == 5 }
      try await gateway.finish()
    }
  }

  @Test("Market data flows on request and ends on request")
  func marketData() async throws {
    try await GatewayVenue.withSpot(seed: 24) { venue in
      let gateway = try GatewayConversation(venue.config())
      _ = try await gateway.event("ready")
      try await gateway.ask(1, #""command":"subscribe","instrument":"BTCUSDT.BINANCE","data":["book"]"#)
      let status = try await gateway.next("synced book") {
        $0["event"]?.text == "BookStatus" && $0["state"]?.text == "synced"
      }
      #expect(status["instrument"]?.text == "BTCUSDT.BINANCE")
      let book = try await gateway.next("book") { $0["type"]?.text == "book" }
      #expect((book["bids"]?.elements?.count ?? 0) > 5)
      try await gateway.ask(4, #""command":"subscribe","instrument":"BTCUSDT.BINANCE","data":["quotes","trades"]"#)
      _ = try await gateway.next("quote") { $0["type"]?.text == "quote" }
      _ = try await gateway.next("trade") { $0["type"]?.text == "trade" }
      try await gateway.ask(
        2, #""command":"unsubscribe","instrument":"BTCUSDT.BINANCE","data":["quotes","trades","book"]"#)
      try await gateway.ask(3, #""command":"stop""#)
      try await gateway.finish()
    }
  }

  @Test("A gateway whose venue refuses the key ends with the code for that")
  func refusedKey() async throws {
    try await GatewayVenue.withSpot(seed: 25) { venue in
      var config = try venue.config()
      var exec = try #require(config.execClients["BINANCE"] as? BinanceExecClientConfig)
      exec.connection.apiSecret = "nonsense"
      config.execClients["BINANCE"] = exec
      let gateway = try GatewayConversation(config)
      let failure = await #expect(throws: CommandFailure.self) { try await gateway.finish() }
      #expect(failure?.exitCode == .refused)
      #expect(failure?.message.contains("nonsense") == false)
      #expect(gateway.lines.allSatisfy { !$0.contains("\"ready\"") })
    }
  }
}
