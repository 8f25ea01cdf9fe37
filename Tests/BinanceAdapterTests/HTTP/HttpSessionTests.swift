import Testing
import TradingModel
import TradingNetwork
import TradingTesting

@testable import BinanceAdapter

/// A session on a scripted runtime.
struct SessionBench {
  let scripted = ScriptedRuntime()
  let session: BinanceHttpSession

  init(_ type: BinanceAccountType = .spot, isSigned: Bool = true) throws {
    let credentials = isSigned ? try BinanceCredentials(apiKey: "API-KEY", apiSecret: "API-SECRET") : nil
    session = try BinanceHttpSession(
      connection: BinanceConnectionConfig(accountType: type, baseURLHTTP: "http://127.0.0.1:8080"),
      credentials: credentials, runtime: scripted.runtime)
  }

  /// Answers every request by its path; the venue's clock is this machine's plus `ahead`.
  func respond(ahead: Duration = .zero, _ answer: @escaping (HTTPRequest) -> (Int, String)?) {
    let world = scripted.world
    scripted.http.responder = { request in
      if request.url.contains("/time") {
        let time = world.now + ahead
        return .success(HTTPResponse(status: 200, body: Array("{\"serverTime\":\(time.milliseconds)}".utf8)))
      }
      guard let (status, body) = answer(request) else { return nil }
      return .success(HTTPResponse(status: status, body: Array(body.utf8)))
    }
  }

  /// Sends a request and runs the world until it is answered.
  func send<Response>(_ request: BinanceRequest<Response>) throws -> Result<Response, BinanceError> {
    var outcome: Result<Response, BinanceError>?
    session.send(request) { outcome = $0 }
    scripted.world.run(until: { outcome != nil }, limit: .seconds(400))
    return try #require(outcome)
  }
}

@Suite("The HTTP session")
struct HttpSessionTests {
  @Test("A public request carries no key")
  func publicRequest() throws {
    let bench = try SessionBench()
    bench.respond { _ in (200, #"{"lastUpdateId":7,"bids":[["1.0","2"]],"asks":[]}"#) }
    let depth = try bench.send(.depth(bench.session.product, symbol: "币USDT", limit: 5)).get()
    #expect(depth.lastUpdateId == 7)
    let request = try #require(bench.scripted.http.exchanges.first?.request)
    #expect(request.url == "http://127.0.0.1:8080/api/v3/depth?symbol=%E5%B8%81USDT&limit=5")
    #expect(!request.headers.contains { $0.name == "X-MBX-APIKEY" })
  }

  @Test("A signed request measures the venue's clock first and is never ahead of it")
  func signedRequest() throws {
    let bench = try SessionBench()
    bench.respond(ahead: .seconds(-90)) { _ in (200, #"{"canTrade":true,"balances":[]}"#) }
    _ = try bench.send(.spotAccount()).get()
    let requests = bench.scripted.http.exchanges.map(\.request)
    #expect(requests.filter { $0.url.contains("/time") }.count == 3)
    let signed = try #require(requests.last)
    #expect(signed.headers.contains { $0.name == "X-MBX-APIKEY" && $0.value == "API-KEY" })
    let parameters = signed.url.split(separator: "?")[1].split(separator: "&")
    #expect(parameters.last?.hasPrefix("signature=") == true)
    let stamp = try #require(parameters.first { $0.hasPrefix("timestamp=") }?.dropFirst(10))
    let venueNow = (bench.scripted.world.now + .seconds(-90)).milliseconds
    #expect(try #require(Int64(stamp)) <= venueNow)
    #expect(try #require(Int64(stamp)) >= venueNow - 1_000)
  }

  @Test("A request that is refused for its time is sent again exactly once, after a new measurement")
  func timestampRetry() throws {
    let bench = try SessionBench()
    bench.respond { _ in (400, #"{"code":-1021,"msg":"Timestamp for this request is outside of the recvWindow."}"#) }
    let result = try bench.send(.spotAccount())
    guard case .failure(let error) = result else { throw UnexpectedSuccess() }
    #expect(error.code == -1021)
    #expect(bench.scripted.http.requests(containing: "/account").count == 2)
    #expect(bench.scripted.http.requests(containing: "/time").count == 6)
  }

  @Test("A signed request without a key is refused here")
  func missingKey() throws {
    let bench = try SessionBench(isSigned: false)
    let result = try bench.send(.spotAccount())
    guard case .failure(let error) = result else { throw UnexpectedSuccess() }
    #expect(error.kind == .missingCredentials)
    #expect(bench.scripted.http.exchanges.isEmpty)
  }

  @Test("A ban stops everything until it ends")
  func ban() throws {
    let bench = try SessionBench()
    let world = bench.scripted.world
    let started = world.now
    bench.scripted.http.responder = { _ in
      if world.now - started < .seconds(100) {
        return .success(
          HTTPResponse(
            status: 418, headers: [("Retry-After", "120")],
            body: Array(#"{"code":-1003,"msg":"Way too much request weight used; IP banned until 1."}"#.utf8)))
      }
      return .success(HTTPResponse(status: 200, body: Array("{}".utf8)))
    }
    guard case .failure(let error) = try bench.send(.ping(bench.session.product)) else { throw UnexpectedSuccess() }
    #expect(error.kind == .banned)
    #expect(error.retryAfter == .seconds(120))
    #expect(bench.session.remainingBlock > .seconds(110))
    guard case .failure(let second) = try bench.send(.ping(bench.session.product)) else { throw UnexpectedSuccess() }
    #expect(second.outcome == .throttled, "patience ends before the ban does")
    #expect(bench.scripted.http.exchanges.count == 1, "nothing was sent during the ban")
    world.run(for: .seconds(60))
    #expect(throws: Never.self) { try bench.send(.ping(bench.session.product)).get() }
  }

  @Test("What the venue reports as used counts for the budget")
  func usedWeight() throws {
    let bench = try SessionBench()
    bench.scripted.http.responder = { _ in
      .success(
        HTTPResponse(status: 200, headers: [("x-mbx-used-weight-1m", "4321")], body: Array("{}".utf8)))
    }
    try bench.send(.ping(bench.session.product)).get()
    let queue = bench.session.requestQueue
    #expect(queue.budget.used(.requestWeight, interval: .seconds(60), at: queue.venueNow) == 4_321)
  }

  @Test("USDⓈ-M and COIN-M clients on one loop share one budget of the venue")
  func sharedBudget() throws {
    let scripted = ScriptedRuntime()
    let linear = try BinanceHttpSession(
      connection: BinanceConnectionConfig(accountType: .usdtFutures), credentials: nil, runtime: scripted.runtime)
    let inverse = try BinanceHttpSession(
      connection: BinanceConnectionConfig(accountType: .coinFutures), credentials: nil, runtime: scripted.runtime)
    let spot = try BinanceHttpSession(
      connection: BinanceConnectionConfig(accountType: .spot), credentials: nil, runtime: scripted.runtime)
    #expect(linear.requestQueue === inverse.requestQueue)
    #expect(linear.requestQueue !== spot.requestQueue)
  }
}

struct UnexpectedSuccess: Error {}
