import Testing
import TradingModel
import TradingNetwork

@testable import BinanceAdapter

@Suite("BinanceOrderOutcome")
struct OrderOutcomeTests {
  private func error(_ code: Int?, _ message: String, _ status: Int?) -> BinanceError {
    let verdict =
      code.map { BinanceErrorTable.judge(code: $0, message: message, httpStatus: status) }
      ?? BinanceErrorTable.judge(status: status ?? 0, text: message)
    return BinanceError(
      kind: verdict.kind, outcome: verdict.outcome, code: code, message: message, httpStatus: status, endpoint: "test")
  }

  private func word(_ outcome: BinanceOrderOutcome) -> String {
    switch outcome {
    case .refused: "refused"
    case .unknown: "unknown"
    case .notFound: "not found"
    }
  }

  @Test(
    "The verdict on an error in answer to a new spot order",
    arguments: [
      (-2010, "Account has insufficient balance for requested action.", 400, "refused"),
      (-2010, "Duplicate order sent.", 400, "unknown"),
      (-1013, "Filter failure: LOT_SIZE", 400, "refused"),
      (-1021, "Timestamp for this request is outside of the recvWindow.", 400, "refused"),
      (-1022, "Signature for this request is not valid.", 400, "refused"),
      (-2015, "Invalid API-key, IP, or permissions for action.", 401, "refused"),
      (-1003, "Too much request weight used.", 429, "refused"),
      (-1015, "Too many new orders; current limit is 50 orders per TEN_SECONDS.", 429, "refused"),
      (-1000, "An unknown error occurred while processing the request.", 500, "unknown"),
      (-1001, "Internal error; unable to process your request. Please try again.", 500, "unknown"),
      (-1006, "An unexpected response was received from the message bus. Execution status unknown.", 500, "unknown"),
      (-1007, "Timeout waiting for response from backend server.", 504, "unknown"),
      (-1008, "Server is currently overloaded with other requests.", 503, "unknown"),
      (-1016, "This service is no longer available.", 503, "unknown"),
      (-2010, "Anything with a status of the servers", 503, "unknown"),
      (-3000, "Internal server error.", 400, "unknown"),
      (-3007, "You have pending transaction, please try again later.", 400, "refused"),
      (0, "Service unavailable from a restricted location according to 'b. Eligibility'.", 451, "refused"),
    ])
  func submissions(code: Int, message: String, status: Int, expected: String) {
    let product = BinanceAccountType.spot.product
    #expect(word(.ofSubmission(error(code, message, status), product: product)) == expected)
  }

  @Test(
    "Answers without a code",
    arguments: [
      (502, "<html>Bad Gateway</html>", "unknown"), (504, "", "unknown"), (503, "Service Unavailable.", "unknown"),
      (403, "<html>WAF</html>", "refused"), (451, "", "refused"), (418, "", "refused"), (429, "", "refused"),
      (408, "", "unknown"),
      (200, "not JSON", "unknown"),
    ])
  func withoutCode(status: Int, text: String, expected: String) {
    let product = BinanceAccountType.spot.product
    #expect(word(.ofSubmission(error(nil, text, status), product: product)) == expected)
  }

  @Test("On futures some texts of 503 certainly mean that the order failed")
  func futuresTexts() {
    let product = BinanceAccountType.usdtFutures.product
    let failed = error(nil, "Service Unavailable.", 503)
    let open = error(-1000, "Unknown error, please check your request or try again later.", 503)
    #expect(word(.ofSubmission(failed, product: product)) == "refused")
    #expect(word(.ofSubmission(open, product: product)) == "unknown")
  }

  @Test("What broke before it was sent is certain, what broke afterwards is not")
  func transport() {
    let product = BinanceAccountType.spot.product
    for (outcome, expected) in [(BinanceError.Outcome.definitive, "refused"), (.unknown, "unknown")] {
      let error = BinanceError(kind: .transport, outcome: outcome, message: "broken", endpoint: "test")
      #expect(word(.ofSubmission(error, product: product)) == expected)
    }
  }

  @Test("A cancellation that finds nothing is neither done nor refused")
  func cancellations() {
    let product = BinanceAccountType.spot.product
    #expect(word(.ofChange(error(-2011, "Unknown order sent.", 400), product: product)) == "not found")
    #expect(word(.ofChange(error(-2013, "Order does not exist.", 400), product: product)) == "not found")
    #expect(
      word(.ofChange(error(-2011, "Order was not canceled due to cancel restrictions.", 400), product: product))
        == "refused")
    #expect(word(.ofChange(error(-1007, "Timeout", 504), product: product)) == "unknown")
  }

  @Test("Requests of the WebSocket API write numbers bare and escape texts")
  func requestTexts() {
    let text = BinanceWebSocketAPIText.request(
      id: 7, method: "order.place",
      parameters: [
        "symbol": "A\"\\\u{1}", "price": "1.50", "timestamp": Int64(12), "goodTillDate": Int64(34), "recvWindow": "5x",
      ])
    #expect(
      text
        == #"{"id":7,"method":"order.place","params":{"symbol":"A\"\\\u0001","price":"1.50","timestamp":12,"goodTillDate":34,"recvWindow":"5x"}}"#
    )
  }

  @Test("Rate limits and the end of a ban are read from answers")
  func answers() throws {
    let json = try JSONValue(
      parsing: Array(
        """
        {"id":3,"status":418,"error":{"code":-1003,"msg":"Way too much; IP banned until 1659146400000.","data":\
        {"serverTime":1659142907531,"retryAfter":1659146400000}},"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT",\
        "interval":"MINUTE","intervalNum":1,"limit":6000,"count":2411},{"rateLimitType":"NEW_KIND","interval":"DAY",\
        "intervalNum":1,"limit":1,"count":1}]}
        """.utf8))
    let answer = try #require(BinanceWebSocketAPIAnswer(json))
    #expect(answer.id == 3)
    #expect(answer.retryAt == UnixNanos(milliseconds: 1_659_146_400_000))
    #expect(answer.reports.map(\.used) == [2_411])
    guard case .failure(let error) = answer.outcome(endpoint: "test", now: UnixNanos(milliseconds: 1_659_146_000_000))
    else {
      Issue.record("expected an error")
      return
    }
    #expect(error.kind == .banned && error.retryAfter == .seconds(400))
  }
}
