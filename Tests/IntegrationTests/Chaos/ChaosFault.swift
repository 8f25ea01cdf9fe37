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
  /// Whether every event about the account arrives, so that the node can be asked what funding it was told of.
  var leavesAccountEvents = false

  init(
    _ name: String, _ faults: String, clockSteps: Int = 0, codes: Set<Int> = [], leavesAccountEvents: Bool = false
  ) {
    self.name = name
    scenario = "[\(faults)]"
    self.clockSteps = clockSteps
    self.codes = codes
    self.leavesAccountEvents = leavesAccountEvents
  }

  /// The rows of the spot exchange.
  static let spot = rows(.spot, changes: spotChanges)

  /// The rows of a margin account, cross or isolated.
  static let margin = rows(
    .margin,
    changes: [
      ChaosFault(
        "answer of a list lost",
        #"{"fault":"DROP_RESP","endpoint":"POST /sapi/v1/margin/order/o","probability":0.5}"#),
      ChaosFault(
        "account unanswered", #"{"fault":"DROP_RESP","endpoint":"margin/account","probability":0.7}"#),
      ChaosFault(
        "listen tokens refused for 20 s",
        #"{"fault":"ERR","endpoint":"userListenToken","http":503,"code":-1001,"msg":"Internal error.","until":20},{"at":3,"fault":"CLOSE"}"#,
        // Meanwhile nobody tells how many orders are still open.
        codes: [-1013]),
    ])

  /// The rows that every product has, with those of its own ways to change orders. Probabilities are drawn from the
  /// session's seed.
  ///
  /// Answers and events whose bytes change and stay well-formed are left out: TLS keeps them from happening, and nothing
  /// could tell them from true ones.
  static func rows(_ words: ChaosVocabulary, changes: [ChaosFault]) -> [ChaosFault] {
    requests(words) + cancellations(words) + changes + queries(words) + limits + events(words) + connections(words)
      + venue(words)
  }

  static let unknown503 =
    #""http":503,"code":-1000,"msg":"Unknown error, please check your request or try again later.""#

  private static func requests(_ words: ChaosVocabulary) -> [ChaosFault] {
    [
      ChaosFault("answer of an order lost", #"{"fault":"DROP_RESP","endpoint":"\#(words.place)","probability":0.3}"#),
      ChaosFault("order lost", #"{"fault":"DROP_REQ","endpoint":"\#(words.place)","probability":0.2}"#),
      ChaosFault(
        "order late", #"{"fault":"DELAY","endpoint":"\#(words.place)","seconds":4,"late":true,"probability":0.3}"#),
      ChaosFault(
        "answer of an order late", #"{"fault":"DELAY","endpoint":"\#(words.place)","seconds":12,"probability":0.2}"#),
      ChaosFault(
        "503 unknown, executed",
        #"{"fault":"ERR","endpoint":"\#(words.place)","executed":true,\#(unknown503),"probability":0.3}"#),
      ChaosFault(
        "503 unknown, not executed", #"{"fault":"ERR","endpoint":"\#(words.place)",\#(unknown503),"probability":0.15}"#),
      ChaosFault(
        "-1007 executed",
        #"{"fault":"ERR","endpoint":"\#(words.place)","http":408,"code":-1007,"msg":"Timeout waiting for response from backend server. Send status unknown; execution status unknown.","executed":true,"probability":0.3}"#
      ),
      ChaosFault(
        "-1006 executed",
        #"{"fault":"ERR","endpoint":"\#(words.place)","http":500,"code":-1006,"msg":"An unexpected response was received from the message bus. Execution status unknown.","executed":true,"probability":0.3}"#
      ),
      ChaosFault(
        "reset after an order", #"{"fault":"RST","endpoint":"\#(words.place)","executed":true,"probability":0.1}"#),
      ChaosFault("reset before an order", #"{"fault":"RST","endpoint":"\#(words.place)","probability":0.1}"#),
      ChaosFault(
        "end of the connection after an order",
        #"{"fault":"FIN","endpoint":"\#(words.place)","executed":true,"probability":0.1}"#),
      ChaosFault(
        "answer of an order cut short", #"{"fault":"TRUNC","endpoint":"\#(words.place)","keep":20,"probability":0.1}"#),
      ChaosFault("unknown field in answers", #"{"fault":"UNKNOWN_FIELD","probability":0.5}"#),
      ChaosFault(
        "filled at the instant of its cancellation",
        #"{"fault":"DELAY","endpoint":"\#(words.cancel)","seconds":2,"late":true,"probability":0.5}"#),
    ]
  }

  private static func cancellations(_ words: ChaosVocabulary) -> [ChaosFault] {
    [
      ChaosFault(
        "answer of a cancellation lost", #"{"fault":"DROP_RESP","endpoint":"\#(words.cancel)","probability":0.4}"#),
      ChaosFault("cancellation lost", #"{"fault":"DROP_REQ","endpoint":"\#(words.cancel)","probability":0.3}"#),
      ChaosFault(
        "503 for a cancellation, executed",
        #"{"fault":"ERR","endpoint":"\#(words.cancel)","executed":true,\#(unknown503),"probability":0.4}"#),
      ChaosFault(
        "-2011 for a cancellation of an open order",
        #"{"fault":"ERR","endpoint":"\#(words.cancel)","http":400,"code":-2011,"msg":"Unknown order sent.","probability":0.3}"#
      ),
    ]
  }

  private static let spotChanges: [ChaosFault] = [
    ChaosFault(
      "answer of a replacement lost", #"{"fault":"DROP_RESP","endpoint":"order.cancelReplace","probability":0.5}"#),
    ChaosFault("replacement lost", #"{"fault":"DROP_REQ","endpoint":"order.cancelReplace","probability":0.4}"#),
    ChaosFault(
      "503 for a replacement, executed",
      #"{"fault":"ERR","endpoint":"order.cancelReplace","executed":true,\#(unknown503),"probability":0.5}"#),
    ChaosFault(
      "answer of an amendment lost", #"{"fault":"DROP_RESP","endpoint":"order.amend.keepPriority","probability":0.5}"#),
    ChaosFault("answer of a list lost", #"{"fault":"DROP_RESP","endpoint":"orderList.place","probability":0.5}"#),
  ]

  private static func queries(_ words: ChaosVocabulary) -> [ChaosFault] {
    [
      ChaosFault(
        "queries lag by 5 s, answers lost",
        #"{"fault":"VISIBILITY_LAG","seconds":5},{"fault":"DROP_RESP","endpoint":"\#(words.place)","probability":0.2}"#),
      ChaosFault(
        "queries lag by 20 s, answers lost",
        #"{"fault":"VISIBILITY_LAG","seconds":20},{"fault":"DROP_RESP","endpoint":"\#(words.place)","probability":0.2}"#
      ),
      ChaosFault(
        "queries fail, answers lost",
        #"{"fault":"ERR","endpoint":"\#(words.queries)","http":502,"body":"<html>bad gateway</html>","probability":0.5},{"fault":"DROP_RESP","endpoint":"\#(words.place)","probability":0.2}"#
      ),
      ChaosFault(
        "queries lag by 10 s, connections break",
        #"{"fault":"VISIBILITY_LAG","seconds":10},{"fault":"RST","endpoint":"\#(words.place)","executed":true,"probability":0.05}"#
      ),
    ]
  }

  private static let limits: [ChaosFault] = [
    ChaosFault("429 for 5 s", #"{"fault":"429","seconds":5,"count":1}"#, codes: [-1003]),
    ChaosFault("banned for 15 s", #"{"fault":"418","seconds":15,"count":1}"#, codes: [-1003]),
  ]

  private static func events(_ words: ChaosVocabulary) -> [ChaosFault] {
    [
      ChaosFault("events lost", #"{"fault":"DROP_EVENT","stream":"\#(words.orderEvents)","probability":0.2}"#),
      ChaosFault("events twice", #"{"fault":"DUP_EVENT","stream":"\#(words.orderEvents)","probability":0.5}"#),
      ChaosFault(
        "events in another order", #"{"fault":"REORDER","stream":"\#(words.orderEvents)","window":3,"probability":0.4}"#
      ),
      ChaosFault("events late", #"{"fault":"DELAY","stream":"\#(words.orderEvents)","seconds":3,"probability":0.4}"#),
      ChaosFault(
        "events cut short", #"{"fault":"TRUNC","stream":"\#(words.orderEvents)","keep":40,"probability":0.2}"#),
      ChaosFault(
        "events in fragments", #"{"fault":"FRAGMENT","stream":"\#(words.orderEvents)","pieces":3,"probability":0.5}"#),
      ChaosFault("balances lost", #"{"fault":"DROP_EVENT","stream":"\#(words.accountEvents)","probability":0.5}"#),
      ChaosFault("user stream silent", #"{"fault":"FREEZE_STREAM","stream":"\#(words.orderEvents)","until":20}"#),
      ChaosFault(
        "unknown events and words",
        #"{"fault":"UNKNOWN_EVENT","probability":0.3},{"fault":"UNKNOWN_FIELD","stream":"\#(words.orderEvents)","probability":0.5}"#
      ),
    ]
  }

  private static func connections(_ words: ChaosVocabulary) -> [ChaosFault] {
    [
      ChaosFault("connections close", repeated(#""fault":"CLOSE""#, every: 8)),
      ChaosFault("connections are a day old", repeated(#""fault":"CLOSE_24H""#, every: 15)),
      ChaosFault("the server shuts down", repeated(#""fault":"SERVER_SHUTDOWN","seconds":5"#, every: 20)),
      ChaosFault("half-open connection", #"{"fault":"HALF_OPEN","endpoint":"\#(words.place)","count":2,"skip":10}"#),
      ChaosFault("the user stream is terminated", repeated(#""fault":"\#(words.endOfStream)""#, every: 12)),
      ChaosFault(
        "connections close, events lost, answers lost",
        repeated(#""fault":"CLOSE""#, every: 13)
          + #",{"fault":"DROP_EVENT","stream":"\#(words.orderEvents)","probability":0.1},{"fault":"DROP_RESP","endpoint":"\#(words.place)","probability":0.1}"#
      ),
    ]
  }

  private static func venue(_ words: ChaosVocabulary) -> [ChaosFault] {
    [
      ChaosFault(
        "the venue's clock leaps ahead by 30 s", #"{"at":10,"fault":"SKEW","seconds":30,"until":40}"#, clockSteps: 2,
        codes: [-1021]),
      ChaosFault(
        "the venue's clock leaps back by 30 s", #"{"at":10,"fault":"SKEW","seconds":-30,"until":40}"#, clockSteps: 2,
        codes: [-1021]),
      ChaosFault("the venue's clock drifts", #"{"fault":"DRIFT","ppm":200}"#, clockSteps: 1, codes: [-1021]),
      ChaosFault(
        "trading halts",
        #"{"at":10,"fault":"STATUS",\#(words.market),"value":"\#(words.halt)"},{"at":25,"fault":"STATUS",\#(words.market),"value":"TRADING"}"#,
        codes: words.haltCodes),
      ChaosFault("the price leaps", repeatedPrices(words), codes: words.leapCodes),
    ]
  }

  /// An act that happens again and again.
  static func repeated(_ fault: String, every seconds: Int) -> String {
    stride(from: seconds, to: 60, by: seconds).map { #"{"at":\#($0),\#(fault)}"# }.joined(separator: ",")
  }

  private static func repeatedPrices(_ words: ChaosVocabulary) -> String {
    zip(stride(from: 8, to: 60, by: 8), [59_000, 61_500, 60_200, 58_500, 62_000, 60_000, 59_500])
      .map { #"{"at":\#($0),"fault":"PRICE",\#(words.market),"price":"\#($1)"}"# }.joined(separator: ",")
  }
}
