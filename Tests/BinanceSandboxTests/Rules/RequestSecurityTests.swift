import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("The front checks keys, times and signatures as the venue does")
struct RequestSecurityTests {
  private func code(_ response: HTTPResponse?) -> Int64? { response.flatMap { JSONValue($0.body)?["code"]?.integer } }

  @Test("the signature vectors of the venue's documentation are accepted")
  func acceptsTheVectors() throws {
    let secret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"
    let payload =
      "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559"
    let signature = "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71"
    let verifier = try ApiCredential.Verifier(.hmac(secret: secret))
    #expect(verifier.accepts(signature, over: Array(payload.utf8)))
    #expect(verifier.accepts(signature.uppercased(), over: Array(payload.utf8)))
    #expect(!verifier.accepts(signature, over: Array(payload.utf8) + [48]))
    #expect(TestSigner.hmac(payload, secret: secret) == signature)
  }

  @Test("a request signed over its query or its body is answered")
  func answersSignedRequests() throws {
    let fixture = try FrontFixture()
    #expect(try fixture.signed(.get, "/api/v3/account")?.status == 200)
    let order = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01"
    let placed = try fixture.signed(.post, "/api/v3/order", order, inBody: true)
    #expect(placed?.status == 200)
    #expect(placed.flatMap { JSONValue($0.body)?["status"]?.string } == "FILLED")
  }

  @Test("what is wrong with key, time or signature is told by the venue's code")
  func refusesWithTheVenuesCodes() throws {
    let fixture = try FrontFixture()
    let now = fixture.world.now.milliseconds
    #expect(code(try fixture.send(.get, "/api/v3/account")) == -2014)
    let unknown = [(name: "X-MBX-APIKEY", value: String(repeating: "a", count: 64))]
    let signed = "timestamp=\(now)&signature=\(String(repeating: "0", count: 64))"
    #expect(code(try fixture.send(.get, "/api/v3/account?\(signed)", headers: unknown)) == -2015)
    let known = [(name: "X-MBX-APIKEY", value: fixture.venue.credentials.apiKey)]
    #expect(code(try fixture.send(.get, "/api/v3/account?\(signed)", headers: known)) == -1022)
    #expect(code(try fixture.send(.get, "/api/v3/account", headers: known)) == -1102)
    #expect(code(try fixture.send(.get, "/api/v3/account?timestamp=\(now)", headers: known)) == -1102)
    let early = try fixture.signed(.get, "/api/v3/account", timestamp: now + 1_000)
    #expect(early.flatMap { JSONValue($0.body)?["msg"]?.string } == VenueError.timestampEarly.message)
    let late = try fixture.signed(.get, "/api/v3/account", timestamp: now - 5_001)
    #expect(late.flatMap { JSONValue($0.body)?["msg"]?.string } == VenueError.timestampLate.message)
    #expect(try fixture.signed(.get, "/api/v3/account", timestamp: now - 5_000)?.status == 200)
    #expect(try fixture.signed(.get, "/api/v3/account", "recvWindow=60000", timestamp: now - 50_000)?.status == 200)
  }

  @Test("times may be in microseconds on spot")
  func acceptsMicroseconds() throws {
    let fixture = try FrontFixture()
    let response = try fixture.signed(.get, "/api/v3/account", timestamp: fixture.world.now.microseconds)
    #expect(response?.status == 200)
  }

  @Test("parameters that nobody reads are refused on spot and ignored on futures")
  func refusesUnknownParameters() throws {
    let fixture = try FrontFixture()
    let unread = try fixture.get("/api/v3/depth?symbol=BTCUSDT&foo=1")
    #expect(unread["code"]?.integer == -1104)
    #expect(
      unread["msg"]?.string == "Not all sent parameters were read; read '1' parameter(s) but was sent '2'.")
    let many = try fixture.get("/api/v3/avgPrice?symbol=BTCUSDT&foo=1")
    #expect(many["msg"]?.string == "Too many parameters; expected '1' and received '2'.")
    #expect(try fixture.get("/api/v3/avgPrice?symbol=")["code"]?.integer == -1105)
    #expect(try fixture.get("/fapi/v1/depth?symbol=BTCUSDT&foo=1", from: .usdm)["lastUpdateId"] != nil)
  }
}
