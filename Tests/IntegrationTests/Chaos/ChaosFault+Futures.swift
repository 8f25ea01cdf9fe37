import BinanceSandbox

// The rows that only futures have.
extension ChaosFault {
  /// The rows of a futures exchange.
  static func futures(_ product: TradedProduct) -> [ChaosFault] {
    let words = ChaosVocabulary.futures(product)
    return rows(words, changes: futuresChanges) + conditional(words) + forced(words)
  }

  private static let futuresChanges: [ChaosFault] = [
    ChaosFault(
      "answer of a modification lost", #"{"fault":"DROP_RESP","endpoint":"order.modify","probability":0.5}"#),
    ChaosFault("modification lost", #"{"fault":"DROP_REQ","endpoint":"order.modify","probability":0.4}"#),
    ChaosFault(
      "503 for a modification, executed",
      #"{"fault":"ERR","endpoint":"order.modify","executed":true,\#(unknown503),"probability":0.5}"#),
    ChaosFault("answer of a batch lost", #"{"fault":"DROP_RESP","endpoint":"batchOrders","probability":0.5}"#),
    ChaosFault("batch lost", #"{"fault":"DROP_REQ","endpoint":"batchOrders","probability":0.4}"#),
  ]

  /// What befalls the algo service, which COIN-M has over REST alone.
  private static func conditional(_ words: ChaosVocabulary) -> [ChaosFault] {
    let (place, cancel) =
      words.exchange == .usdm
      ? ("algoOrder.place", "algoOrder.cancel") : ("POST /dapi/v1/algoOrder", "DELETE /dapi/v1/algoOrder")
    return [
      ChaosFault(
        "answer of a conditional order lost", #"{"fault":"DROP_RESP","endpoint":"\#(place)","probability":0.5}"#),
      ChaosFault("conditional order lost", #"{"fault":"DROP_REQ","endpoint":"\#(place)","probability":0.4}"#),
      ChaosFault(
        "answer of a conditional order's cancellation lost",
        #"{"fault":"DROP_RESP","endpoint":"\#(cancel)","probability":0.6}"#),
      ChaosFault(
        "events of conditional orders lost", #"{"fault":"DROP_EVENT","stream":"ALGO_UPDATE","probability":0.4}"#),
      ChaosFault(
        "events of conditional orders late",
        #"{"fault":"DELAY","stream":"ALGO_UPDATE","seconds":3,"probability":0.5}"#),
      ChaosFault(
        "events of conditional orders and of what they become lost",
        #"{"fault":"DROP_EVENT","stream":"ALGO_UPDATE","probability":0.4},{"fault":"DROP_EVENT","stream":"ORDER_TRADE_UPDATE","probability":0.2}"#
      ),
    ]
  }

  /// What the venue does to positions.
  private static func forced(_ words: ChaosVocabulary) -> [ChaosFault] {
    let orderEventsLost = #",{"fault":"DROP_EVENT","stream":"ORDER_TRADE_UPDATE","probability":0.4}"#
    let part = words.exchange == .usdm ? "0.004" : "4"
    func act(_ name: String, every seconds: Int, _ more: String = "") -> String {
      repeated(#""fault":"\#(name)",\#(words.market)\#(more)"#, every: seconds)
    }
    return [
      ChaosFault("positions are liquidated", act("LIQUIDATE", every: 9)),
      ChaosFault("parts of positions are liquidated", act("LIQUIDATE", every: 5, #","quantity":"\#(part)""#)),
      ChaosFault("positions are liquidated, events lost", act("LIQUIDATE", every: 9) + orderEventsLost),
      ChaosFault(
        "positions are liquidated, connections close",
        act("LIQUIDATE", every: 7) + "," + repeated(#""fault":"CLOSE""#, every: 7)),
      ChaosFault("positions are deleveraged", act("ADL", every: 8)),
      ChaosFault("parts of positions are deleveraged", act("ADL", every: 5, #","quantity":"\#(part)""#)),
      ChaosFault("positions are deleveraged, events lost", act("ADL", every: 8) + orderEventsLost),
      ChaosFault("positions are settled", act("SETTLE", every: 11)),
      ChaosFault("funding", act("FUNDING", every: 4, #","rate":"0.0005""#), leavesAccountEvents: true),
      ChaosFault(
        "funding, balances lost",
        act("FUNDING", every: 4, #","rate":"-0.0005""#)
          + #",{"fault":"DROP_EVENT","stream":"ACCOUNT_UPDATE","probability":0.5}"#),
      ChaosFault("the mark price leaps", leaps(words), codes: words.leapCodes),
      ChaosFault(
        "events of positions in another order",
        #"{"fault":"REORDER","stream":"ACCOUNT_UPDATE","window":3,"probability":0.5},{"fault":"REORDER","stream":"ORDER_TRADE_UPDATE","window":2,"probability":0.3}"#
      ),
    ]
  }

  private static func leaps(_ words: ChaosVocabulary) -> String {
    zip(stride(from: 6, to: 60, by: 9), ["63500.0", "66500.0", "64000.0", "67000.0", "65500.0", ""])
      .map { #"{"at":\#($0),"fault":"MARK_PRICE",\#(words.market),"price":"\#($1)"}"# }.joined(separator: ",")
  }
}
