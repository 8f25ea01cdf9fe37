import TradingModel

/// What the venue says about the two halves of a replacement, whether it calls them a success or an error.
///
/// <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/trading-endpoints>
struct BinanceReplaceAnswer {
  let canceled: BinanceOrderChange.Half<BinanceCancelAnswer>
  let made: BinanceOrderChange.Half<BinanceOrderAnswer>

  /// Reads the answer, or the particulars of an error.
  ///
  /// - Throws: when it tells nothing about the halves.
  init(_ json: JSONValue, product: BinanceProduct) throws {
    let canceledWord = try json.text("cancelResult")
    let madeWord = try json.text("newOrderResult")
    canceled = Self.half(canceledWord, json["cancelResponse"], { try BinanceCancelAnswer($0) }) {
      .ofChange($0, product: product)
    }
    made = Self.half(madeWord, json["newOrderResponse"], { try BinanceOrderAnswer($0) }) {
      .ofSubmission($0, product: product)
    }
  }

  /// What an error says that tells nothing about the halves.
  init(_ error: BinanceError, product: BinanceProduct) {
    if let data = error.data, let answer = try? BinanceReplaceAnswer(data, product: product) {
      self = answer
      return
    }
    switch BinanceOrderOutcome.ofChange(error, product: product) {
    case .unknown(let reason):
      canceled = .open(reason: reason)
      made = .open(reason: reason)
    case let outcome:
      canceled = .refused(outcome)
      made = .notAttempted
    }
  }

  /// Whether nothing was done because the first order is not as unfilled, or filled, as the request wants it.
  var isRestricted: Bool {
    if case .refused(let outcome) = canceled { outcome.isOfRestrictions } else { false }
  }

  var conclusion: BinanceOrderChange.Conclusion { BinanceOrderChange.conclude(canceled: canceled, made: made) }

  private static func half<Answer>(
    _ word: String, _ response: JSONValue?, _ read: (JSONValue) throws -> Answer,
    _ judge: (BinanceError) -> BinanceOrderOutcome
  ) -> BinanceOrderChange.Half<Answer> {
    switch word {
    case "SUCCESS":
      guard let response, let answer = try? read(response) else {
        return .open(reason: "the answer could not be read")
      }
      return .done(answer)
    case "NOT_ATTEMPTED": return .notAttempted
    case "FAILURE":
      guard let code = response?["code"]?.int else { return .open(reason: "the venue gives no reason for the failure") }
      let message = response?["msg"]?.text ?? "no message"
      let verdict = BinanceErrorTable.judge(code: code, message: message, httpStatus: nil)
      let outcome = judge(
        BinanceError(kind: verdict.kind, outcome: verdict.outcome, code: code, message: message, endpoint: ""))
      if case .unknown(let reason) = outcome { return .open(reason: reason) }
      return .refused(outcome)
    default: return .open(reason: "the venue says \(word)")
    }
  }
}
