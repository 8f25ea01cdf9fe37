import Testing
import TradingNetwork

@testable import BinanceAdapter

@Suite("Errors")
struct ErrorTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let status: Int
    let body: String
    let kind: BinanceError.Kind?
    let outcome: BinanceError.Outcome?
    var testDescription: String { "\(status) \(body.prefix(60))" }
  }

  static let rows: [Row] = [
    Row(status: 200, body: "{}", kind: nil, outcome: nil),
    Row(status: 200, body: #"{"code":200,"msg":"success"}"#, kind: nil, outcome: nil),
    Row(status: 200, body: #"{"code":-1121,"msg":"Invalid symbol."}"#, kind: .refused, outcome: .definitive),
    Row(status: 400, body: #"{"code":-1121,"msg":"Invalid symbol."}"#, kind: .refused, outcome: .definitive),
    Row(
      status: 400, body: #"{"code":-2010,"msg":"Account has insufficient balance."}"#, kind: .refused,
      outcome: .definitive),
    Row(status: 401, body: #"{"code":-2015,"msg":"Invalid API-key."}"#, kind: .refused, outcome: .definitive),
    Row(status: 429, body: #"{"code":-1003,"msg":"Too many requests."}"#, kind: .throttled, outcome: .throttled),
    Row(status: 429, body: #"{"code":-1015,"msg":"Too many new orders."}"#, kind: .throttled, outcome: .throttled),
    Row(status: 418, body: "", kind: .banned, outcome: .throttled),
    Row(status: 403, body: "<html>WAF</html>", kind: .blocked, outcome: .definitive),
    Row(status: 451, body: "", kind: .blocked, outcome: .definitive),
    Row(
      status: 451, body: #"{"code":0,"msg":"Service unavailable from a restricted location."}"#, kind: .blocked,
      outcome: .definitive),
    Row(status: 400, body: #"{"code":-3000,"msg":"Internal server error."}"#, kind: .server, outcome: .unknown),
    Row(status: 408, body: #"{"code":-1007,"msg":"Timeout"}"#, kind: .server, outcome: .unknown),
    Row(
      status: 500, body: #"{"code":-1006,"msg":"An unexpected response was received."}"#, kind: .server,
      outcome: .unknown),
    Row(
      status: 503, body: "Unknown error, please check your request or try again later.", kind: .server,
      outcome: .unknown),
    Row(status: 503, body: "Service Unavailable.", kind: .server, outcome: .definitive),
    Row(
      status: 503, body: #"{"code":-1008,"msg":"Request throttled by system-level protection."}"#,
      kind: .throttled, outcome: .throttled),
    Row(status: 502, body: "<html><body>Bad Gateway</body></html>", kind: .server, outcome: .unknown),
    Row(
      status: 400, body: #"{"code":-1007,"msg":"Timeout waiting for response."}"#, kind: .server,
      outcome: .unknown),
    Row(status: 404, body: "<!DOCTYPE html>", kind: .unreadable, outcome: .definitive),
    Row(status: 302, body: "", kind: .unreadable, outcome: .definitive),
    Row(status: 400, body: "garbage", kind: .unreadable, outcome: .definitive),
  ]

  @Test("A response is judged by its status, code and text", arguments: rows)
  func judgement(_ row: Row) {
    let response = HTTPResponse(status: row.status, body: Array(row.body.utf8))
    let error = BinanceAnswerReader.error(in: response, endpoint: "GET /x")
    #expect(error?.kind == row.kind)
    #expect(error?.outcome == row.outcome)
  }

  @Test(
    "Keys and signatures that an error page quotes are not told; the venue's own words are",
    arguments: [
      "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
      "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71",
      "HZ8HOjiJ1s/igS9JA+n7+7Ti/ihtkRF5BIWcPIEluJP6tlbFM/Bf44LfZka/iemtahZAZzcO9TnI5uaXh3++lrqtNonCwp6/245UFWkiW1elp==",
      "HZ8HOjiJ1s%2FigS9JA%2Bn7%2B7Ti%2FihtkRF5BIWcPIEluJP6tlbFM%2FBf44LfZka%2FiemtahZAZzcO9TnI5uaXh3%2B%2BlrqtNg%3D%3D",
    ])
  func quotedSecrets(secret: String) throws {
    for body in [
      #"{"code":-1022,"msg":"Signature \#(secret) for this request is not valid."}"#,
      "<html>GET /api/v3/order?symbol=BTCUSDT&signature=\(secret) failed</html>",
      "<html>" + String(repeating: "x ", count: 40) + "apiKey=\(secret)</html>",
    ] {
      let response = HTTPResponse(status: 502, body: Array(body.utf8))
      let error = try #require(BinanceAnswerReader.error(in: response, endpoint: "GET /x"))
      #expect(!error.description.contains(secret.prefix(8)), "\(error)")
    }
    let filter =
      #"{"code":-1013,"msg":"Filter failure: PERCENT_PRICE_BY_SIDE of order web_a1b2c3d4e5f6a1b2c3d4e5f6a1b2"}"#
    let error = BinanceAnswerReader.error(in: HTTPResponse(status: 400, body: Array(filter.utf8)), endpoint: "")
    #expect(error?.message.hasSuffix("of order web_a1b2c3d4e5f6a1b2c3d4e5f6a1b2") == true)
  }

  @Test("An answer that is no JSON leaves the outcome open")
  func unreadable() {
    let request = BinanceRequest<JSONValue>(.post, "/api/v3/order") { json, _ in json }
    for body in ["", "<html></html>", "{\"a\":", "{} trailing"] {
      let result = BinanceAnswerReader.read(
        HTTPResponse(status: 200, body: Array(body.utf8)), as: request, endpoint: "POST /x", notes: BinanceDecoding())
      guard case .failure(let error) = result else {
        Issue.record("'\(body)' was read")
        continue
      }
      #expect(error.kind == .unreadable)
      #expect(error.outcome == .unknown)
    }
  }

  @Test("A connection that failed before anything was sent had no effect")
  func transport() {
    func outcome(_ sent: Bool) -> BinanceError.Outcome {
      BinanceAnswerReader.error(
        TransportError(kind: .connectionReset, place: "h:1", detail: "reset", mayHaveBeenSent: sent),
        endpoint: "POST /x"
      ).outcome
    }
    #expect(outcome(true) == .unknown)
    #expect(outcome(false) == .definitive)
  }

  @Test("An error says what, where, and what to do")
  func description() {
    let error = BinanceError(
      kind: .refused, outcome: .definitive, code: -2015, message: "Invalid API-key, IP, or permissions for action.",
      httpStatus: 401, endpoint: "GET https://api.binance.com/api/v3/account")
    let text = error.description
    for part in ["-2015", "Invalid API-key", "401", "https://api.binance.com/api/v3/account", "testnet"] {
      #expect(text.contains(part))
    }
    #expect(!text.contains("\n"))
  }

  @Test(
    "The next step fits what happened and what was asked for",
    arguments: [
      ("POST /x", 503, "Unknown error, please check your request or try again later.", "ask before sending it again"),
      ("GET /x", 503, "Unknown error, please check your request or try again later.", "try again later"),
      ("POST /x", 503, "Service Unavailable.", "try again later"),
      ("GET /x", 302, "", "base URL"),
      ("GET /x", 403, "<html>WAF</html>", "check proxy, VPN and region"),
      ("GET /x", 451, "", "does not serve the place"),
      ("GET /x", 429, "", "none before the limit allows it"),
    ])
  func nextStep(endpoint: String, status: Int, body: String, step: String) {
    let response = HTTPResponse(status: status, body: Array(body.utf8))
    let text = BinanceAnswerReader.error(in: response, endpoint: endpoint)?.description ?? ""
    #expect(text.contains(step) && text.contains("(HTTP \(status))"), "\(text)")
    let otherStep = step == "try again later" ? "ask before sending" : "the venue's servers failed"
    #expect(!text.contains(otherStep), "\(text)")
  }

  @Test("An HTML page is called one, on one line")
  func html() {
    let response = HTTPResponse(
      status: 404, headers: [("Content-Type", "text/html")], body: Array("<html>\n<title>Welcome</title>".utf8))
    let text = BinanceAnswerReader.error(in: response, endpoint: "GET http://127.0.0.1:80/x")?.description ?? ""
    #expect(text.contains("an HTML page"))
    #expect(text.contains("base URL"))
    #expect(!text.contains("\n"))
  }
}
