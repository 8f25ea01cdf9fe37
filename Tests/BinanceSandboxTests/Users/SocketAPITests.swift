import Crypto
import Foundation
import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("The WebSocket API answers as the venue's does")
struct SocketAPITests {
  private func ask(_ channel: TestChannel, _ text: String) throws -> JSONValue {
    channel.clear()
    channel.request(text)
    return try #require(channel.json.last)
  }

  private func signed(
    _ fixture: FrontFixture, _ parameters: [String: String], sign: ((String) -> String)? = nil, key: String? = nil
  ) -> String {
    var all = parameters
    all["apiKey"] = key ?? fixture.venue.credentials.apiKey
    all["timestamp"] = String(fixture.world.now.milliseconds)
    let payload = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
    all["signature"] = sign?(payload) ?? TestSigner.hmac(payload, secret: fixture.venue.credentials.apiSecret)
    return "{" + all.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",") + "}"
  }

  @Test("every answer repeats the id and reports the weight, unless told not to")
  func answersWithLimits() throws {
    let fixture = try FrontFixture()
    let channel = try fixture.connect("/ws-api/v3")
    let time = try ask(channel, #"{"id":"a","method":"time"}"#)
    #expect(time.names == ["id", "status", "result", "rateLimits"])
    #expect(time["rateLimits"]?.elements.first?["count"]?.integer == 3)
    let quiet = try ask(channel, #"{"id":7,"method":"ping","params":{"returnRateLimits":false}}"#)
    #expect(quiet.names == ["id", "status", "result"])
    let wrong = try ask(channel, #"{"id":null,"method":"depth","params":{"symbol":"NOPE"}}"#)
    #expect(wrong["status"]?.integer == 400)
    #expect(wrong["error"]?["code"]?.integer == -1121)
    #expect(try ask(channel, "no json")["error"]?["code"]?.integer == -1135)
  }

  @Test("assets of a USDⓈ-M account say over the WebSocket API whether they margin positions, in both versions")
  func marginAssets() throws {
    let fixture = try FrontFixture()
    let channel = try fixture.connect("/ws-fapi/v1", to: .usdm)
    for method in ["account.status", "v2/account.status"] {
      let answer = try ask(channel, "{\"id\":1,\"method\":\"\(method)\",\"params\":\(signed(fixture, [:]))}")
      #expect(answer["result"]?["assets"]?.elements.first?["marginAvailable"]?.text == "true", "\(method)")
    }
  }

  @Test(
    "each futures product has the methods that its documentation lists, and knows no others",
    arguments: [
      (SandboxProduct.coinm, "algoOrder.place", false), (.coinm, "algoOrder.cancel", false), (.coinm, "depth", false),
      (.coinm, "ticker.price", false), (.coinm, "v2/account.balance", false), (.coinm, "order.place", true),
      (.coinm, "order.modify", true), (.coinm, "account.position", true), (.coinm, "userDataStream.start", true),
      (.usdm, "algoOrder.place", true), (.usdm, "algoOrder.cancel", true), (.usdm, "depth", true),
      (.usdm, "ticker.book", true), (.usdm, "v2/account.status", true), (.usdm, "trades.recent", false),
      (.usdm, "ticker.24hr", false), (.usdm, "openOrders.status", false),
    ])
  func futuresMethods(product: SandboxProduct, method: String, isKnown: Bool) throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    let channel = try fixture.connect(product.profile.socketAPIPath, to: product)
    let answer = try ask(channel, #"{"id":1,"method":"\#(method)","params":{}}"#)
    #expect((answer["error"]?["code"]?.integer == -1020) != isKnown, "\(answer)")
  }

  @Test("conditional orders of COIN-M go over REST, where its WebSocket API has none")
  func coinConditionalOrders() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    let order = "algoType=CONDITIONAL&symbol=BTCUSD_PERP&side=SELL&type=STOP_MARKET&quantity=1&triggerPrice=10000"
    let placed = try fixture.ask(.post, "/dapi/v1/algoOrder", order, to: .coinm)
    #expect(placed["algoStatus"]?.string == "NEW")
    let words = ["algoId": placed["algoId"]?.text ?? ""]
    let channel = try fixture.connect("/ws-dapi/v1", to: .coinm)
    let refused = try ask(channel, #"{"id":1,"method":"algoOrder.cancel","params":\#(signed(fixture, words))}"#)
    #expect(refused["error"]?["code"]?.integer == -1020)
    #expect(try fixture.ask(.get, "/dapi/v1/openAlgoOrders", to: .coinm).elements.count == 1)
  }

  @Test("an order and its fill are told to the subscriber, wrapped and in order")
  func tellsUserData() throws {
    let fixture = try FrontFixture()
    let channel = try fixture.connect("/ws-api/v3")
    let subscribed = try ask(
      channel, #"{"id":1,"method":"userDataStream.subscribe.signature","params":\#(signed(fixture, [:]))}"#)
    #expect(subscribed["result"]?["subscriptionId"]?.integer == 0)
    let again = try ask(
      channel, #"{"id":1,"method":"userDataStream.subscribe.signature","params":\#(signed(fixture, [:]))}"#)
    #expect(again["error"]?["code"]?.integer == -2035)
    let order = signed(
      fixture, ["symbol": "BTCUSDT", "side": "BUY", "type": "MARKET", "quantity": "0.01", "newClientOrderId": "mine"])
    _ = try ask(channel, #"{"id":2,"method":"order.place","params":\#(order)}"#)
    let events = channel.json.compactMap { $0["event"] }
    let reports = events.filter { $0["e"]?.string == "executionReport" }
    #expect(reports.first?["x"]?.string == "NEW")
    #expect(reports.last?["X"]?.string == "FILLED")
    #expect(reports.allSatisfy { $0["c"]?.string == "mine" })
    #expect(events.contains { $0["e"]?.string == "outboundAccountPosition" })
    #expect(
      reports.first?.names == [
        "e", "E", "s", "c", "S", "o", "f", "q", "p", "P", "F", "g", "C", "x", "X", "r", "i", "l", "z", "L", "n", "N",
        "T",
        "t", "I", "w", "m", "M", "O", "Z", "Y", "Q", "W", "V",
      ])
    let placed = try #require(channel.json.first { $0["id"]?.integer == 2 })
    #expect(placed["rateLimits"]?.elements.count == 3)
  }

  @Test("an Ed25519 key logs a session on; after that no key and no signature are needed")
  func logsOn() throws {
    let fixture = try FrontFixture()
    let key = Curve25519.Signing.PrivateKey()
    let publicKey = Data(key.publicKey.rawRepresentation).base64EncodedString()
    try fixture.venue.register(key: "ed", scheme: .ed25519(publicKey: publicKey), account: "default")
    let channel = try fixture.connect("/ws-api/v3")
    let sign: (String) -> String = { payload in
      ((try? key.signature(for: Data(payload.utf8))) ?? Data()).base64EncodedString()
    }
    let logon = signed(fixture, [:], sign: sign, key: "ed")
    let answer = try ask(channel, #"{"id":1,"method":"session.logon","params":\#(logon)}"#)
    #expect(answer["result"]?["apiKey"]?.string == "ed")
    let now = fixture.world.now.milliseconds
    let status = try ask(channel, #"{"id":2,"method":"account.status","params":{"timestamp":\#(now)}}"#)
    #expect(status["status"]?.integer == 200)
    let subscribed = try ask(channel, #"{"id":3,"method":"userDataStream.subscribe"}"#)
    #expect(subscribed["result"]?["subscriptionId"]?.integer == 0)
    channel.clear()
    channel.request(#"{"id":4,"method":"session.logout"}"#)
    #expect(channel.texts.first?.contains("eventStreamTerminated") == true)
    let hmac = signed(fixture, [:])
    let refused = try ask(channel, #"{"id":5,"method":"session.logon","params":\#(hmac)}"#)
    #expect(refused["error"]?["code"]?.integer == -4056)
  }
}
