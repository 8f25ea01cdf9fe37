/// One row of the fault matrix: what goes wrong in a chaos session, as a scenario of the sandbox in its own words.
struct ChaosFault: Sendable {
  /// The row's name, unique in its product.
  let name: String
  /// A scenario: faults with the time at which each begins and ends, in seconds after trading began.
  let scenario: String
  /// How many steps of the venue's clock the scenario makes: each may cost one -1021.
  var clockSteps = 0
  /// Codes of refusals that the scenario provokes.
  var codes: Set<Int> = []

  /// The rows of the spot exchange. Probabilities are drawn from the session's seed.
  ///
  /// Answers and events whose bytes change and stay well-formed are left out: TLS keeps them from happening, and nothing
  /// could tell them from true ones.
  static let spot: [ChaosFault] = requests + changes + queries + limits + events + connections + venue

  private static let unknown503 =
    #""http":503,"code":-1000,"msg":"Unknown error, please check your request or try again later.""#

  private static let requests: [ChaosFault] = [
    row("answer of an order lost", #"{"fault":"DROP_RESP","endpoint":"order.place","probability":0.3}"#),
    row("order lost", #"{"fault":"DROP_REQ","endpoint":"order.place","probability":0.2}"#),
    row("order late", #"{"fault":"DELAY","endpoint":"order.place","seconds":4,"late":true,"probability":0.3}"#),
    row("answer of an order late", #"{"fault":"DELAY","endpoint":"order.place","seconds":12,"probability":0.2}"#),
    row(
      "503 unknown, executed",
      #"{"fault":"ERR","endpoint":"order.place","executed":true,\#(unknown503),"probability":0.3}"#),
    row("503 unknown, not executed", #"{"fault":"ERR","endpoint":"order.place",\#(unknown503),"probability":0.15}"#),
    row(
      "-1007 executed",
      #"{"fault":"ERR","endpoint":"order.place","http":408,"code":-1007,"msg":"Timeout waiting for response from backend server. Send status unknown; execution status unknown.","executed":true,"probability":0.3}"#
    ),
    row(
      "-1006 executed",
      #"{"fault":"ERR","endpoint":"order.place","http":500,"code":-1006,"msg":"An unexpected response was received from the message bus. Execution status unknown.","executed":true,"probability":0.3}"#
    ),
    row("reset after an order", #"{"fault":"RST","endpoint":"order.place","executed":true,"probability":0.1}"#),
    row("reset before an order", #"{"fault":"RST","endpoint":"order.place","probability":0.1}"#),
    row(
      "end of the connection after an order",
      #"{"fault":"FIN","endpoint":"order.place","executed":true,"probability":0.1}"#),
    row("answer of an order cut short", #"{"fault":"TRUNC","endpoint":"order.place","keep":20,"probability":0.1}"#),
    row("unknown field in answers", #"{"fault":"UNKNOWN_FIELD","probability":0.5}"#),
    row(
      "filled at the instant of its cancellation",
      #"{"fault":"DELAY","endpoint":"order.cancel","seconds":2,"late":true,"probability":0.5}"#),
  ]

  private static let changes: [ChaosFault] = [
    row("answer of a cancellation lost", #"{"fault":"DROP_RESP","endpoint":"order.cancel","probability":0.4}"#),
    row("cancellation lost", #"{"fault":"DROP_REQ","endpoint":"order.cancel","probability":0.3}"#),
    row(
      "503 for a cancellation, executed",
      #"{"fault":"ERR","endpoint":"order.cancel","executed":true,\#(unknown503),"probability":0.4}"#),
    row(
      "-2011 for a cancellation of an open order",
      #"{"fault":"ERR","endpoint":"order.cancel","http":400,"code":-2011,"msg":"Unknown order sent.","probability":0.3}"#
    ),
    row("answer of a replacement lost", #"{"fault":"DROP_RESP","endpoint":"order.cancelReplace","probability":0.5}"#),
    row("replacement lost", #"{"fault":"DROP_REQ","endpoint":"order.cancelReplace","probability":0.4}"#),
    row(
      "503 for a replacement, executed",
      #"{"fault":"ERR","endpoint":"order.cancelReplace","executed":true,\#(unknown503),"probability":0.5}"#),
    row(
      "answer of an amendment lost", #"{"fault":"DROP_RESP","endpoint":"order.amend.keepPriority","probability":0.5}"#),
    row("answer of a list lost", #"{"fault":"DROP_RESP","endpoint":"orderList.place","probability":0.5}"#),
  ]

  private static let queries: [ChaosFault] = [
    row(
      "queries lag by 5 s, answers lost",
      #"{"fault":"VISIBILITY_LAG","seconds":5},{"fault":"DROP_RESP","endpoint":"order.place","probability":0.2}"#),
    row(
      "queries lag by 20 s, answers lost",
      #"{"fault":"VISIBILITY_LAG","seconds":20},{"fault":"DROP_RESP","endpoint":"order.place","probability":0.2}"#),
    row(
      "queries fail, answers lost",
      #"{"fault":"ERR","endpoint":"GET /api/v3/","http":502,"body":"<html>bad gateway</html>","probability":0.5},{"fault":"DROP_RESP","endpoint":"order.place","probability":0.2}"#
    ),
    row(
      "queries lag by 10 s, connections break",
      #"{"fault":"VISIBILITY_LAG","seconds":10},{"fault":"RST","endpoint":"order.place","executed":true,"probability":0.05}"#
    ),
  ]

  private static let limits: [ChaosFault] = [
    row("429 for 5 s", #"{"fault":"429","seconds":5,"count":1}"#, codes: [-1003]),
    row("banned for 15 s", #"{"fault":"418","seconds":15,"count":1}"#, codes: [-1003]),
  ]

  private static let events: [ChaosFault] = [
    row("events lost", #"{"fault":"DROP_EVENT","stream":"executionReport","probability":0.2}"#),
    row("events twice", #"{"fault":"DUP_EVENT","stream":"executionReport","probability":0.5}"#),
    row("events in another order", #"{"fault":"REORDER","stream":"executionReport","window":3,"probability":0.4}"#),
    row("events late", #"{"fault":"DELAY","stream":"executionReport","seconds":3,"probability":0.4}"#),
    row("events cut short", #"{"fault":"TRUNC","stream":"executionReport","keep":40,"probability":0.2}"#),
    row("events in fragments", #"{"fault":"FRAGMENT","stream":"executionReport","pieces":3,"probability":0.5}"#),
    row("balances lost", #"{"fault":"DROP_EVENT","stream":"outboundAccountPosition","probability":0.5}"#),
    row("user stream silent", #"{"fault":"FREEZE_STREAM","stream":"executionReport","until":20}"#),
    row(
      "unknown events and words",
      #"{"fault":"UNKNOWN_EVENT","probability":0.3},{"fault":"UNKNOWN_FIELD","stream":"executionReport","probability":0.5}"#
    ),
  ]

  private static let connections: [ChaosFault] = [
    row("connections close", repeated(#""fault":"CLOSE""#, every: 8)),
    row("connections are a day old", repeated(#""fault":"CLOSE_24H""#, every: 15)),
    row("the server shuts down", repeated(#""fault":"SERVER_SHUTDOWN","seconds":5"#, every: 20)),
    row("half-open connection", #"{"fault":"HALF_OPEN","endpoint":"order.place","count":2,"skip":10}"#),
    row("the user stream is terminated", repeated(#""fault":"TERMINATE_STREAM""#, every: 12)),
    row(
      "connections close, events lost, answers lost",
      repeated(#""fault":"CLOSE""#, every: 13)
        + #",{"fault":"DROP_EVENT","stream":"executionReport","probability":0.1},{"fault":"DROP_RESP","endpoint":"order.place","probability":0.1}"#
    ),
  ]

  private static let venue: [ChaosFault] = [
    row(
      "the venue's clock leaps ahead by 30 s", #"{"at":10,"fault":"SKEW","seconds":30,"until":40}"#, clockSteps: 2,
      codes: [-1021]),
    row(
      "the venue's clock leaps back by 30 s", #"{"at":10,"fault":"SKEW","seconds":-30,"until":40}"#, clockSteps: 2,
      codes: [-1021]),
    row("the venue's clock drifts", #"{"fault":"DRIFT","ppm":200}"#, clockSteps: 1, codes: [-1021]),
    row(
      "trading halts",
      #"{"at":10,"fault":"STATUS","symbol":"BTCUSDT","value":"HALT"},{"at":25,"fault":"STATUS","symbol":"BTCUSDT","value":"TRADING"}"#,
      codes: [-2010, -1013]),
    row("the price leaps", repeatedPrices()),
  ]

  private static func row(
    _ name: String, _ faults: String, clockSteps: Int = 0, codes: Set<Int> = []
  ) -> ChaosFault {
    ChaosFault(name: name, scenario: "[\(faults)]", clockSteps: clockSteps, codes: codes)
  }

  /// An act that happens again and again.
  private static func repeated(_ fault: String, every seconds: Int) -> String {
    stride(from: seconds, to: 60, by: seconds).map { #"{"at":\#($0),\#(fault)}"# }.joined(separator: ",")
  }

  private static func repeatedPrices() -> String {
    zip(stride(from: 8, to: 60, by: 8), [59_000, 61_500, 60_200, 58_500, 62_000, 60_000, 59_500])
      .map { #"{"at":\#($0),"fault":"PRICE","symbol":"BTCUSDT","price":"\#($1)"}"# }.joined(separator: ",")
  }
}
