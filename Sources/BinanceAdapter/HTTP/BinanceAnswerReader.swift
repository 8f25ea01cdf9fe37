import TradingModel
import TradingNetwork

/// Makes a value or an error of what came back.
enum BinanceAnswerReader {
  static func read<Response>(
    _ response: HTTPResponse, as request: BinanceRequest<Response>, endpoint: String, notes: BinanceDecoding
  ) -> Result<Response, BinanceError> {
    if let error = error(in: response, endpoint: endpoint) { return .failure(error) }
    do {
      return .success(try request.decode(BinanceResponse(status: response.status, body: response.body), notes))
    } catch {
      let start = response.body.first { $0 > 32 }
      let isJSON = start == UInt8(ascii: "{") || start == UInt8(ascii: "[")
      return .failure(
        BinanceError(
          kind: .unreadable, outcome: .unknown,
          message: isJSON ? "the answer could not be read: \(error)" : "\(kind(of: response)) instead of JSON",
          httpStatus: response.status, endpoint: endpoint))
    }
  }

  static func error(_ error: TransportError, endpoint: String) -> BinanceError {
    BinanceError(
      kind: .transport, outcome: error.mayHaveBeenSent ? .unknown : .definitive, message: error.description,
      endpoint: endpoint, transport: error.kind)
  }

  /// The error that a response stands for; `nil` when it is an answer.
  static func error(in response: HTTPResponse, endpoint: String) -> BinanceError? {
    let retryAfter = BinanceUsageHeaders.retryAfter(response)
    if let refusal = refusal(response.body, isSuccess: (200..<300).contains(response.status)) {
      let verdict = BinanceErrorTable.judge(
        code: refusal.code, message: refusal.message, httpStatus: response.status)
      return BinanceError(
        kind: verdict.kind, outcome: verdict.outcome, code: refusal.code, message: refusal.message,
        httpStatus: response.status, endpoint: endpoint, retryAfter: retryAfter, data: refusal.data)
    }
    guard !(200..<300).contains(response.status) else { return nil }
    let text = excerpt(response.body)
    let verdict = BinanceErrorTable.judge(status: response.status, text: text)
    return BinanceError(
      kind: verdict.kind, outcome: verdict.outcome,
      message: "\(kind(of: response)) instead of an answer\(text.isEmpty ? "" : ": \(text)")",
      httpStatus: response.status, endpoint: endpoint, retryAfter: retryAfter)
  }

  /// The venue's error object, `{"code":-1121,"msg":"Invalid symbol."}`.
  ///
  /// Success answers may have a `code` too (`{"code":200,"msg":"success"}`); errors are negative.
  private static func refusal(
    _ body: [UInt8], isSuccess: Bool
  ) -> (
    code: Int, message: String, data: JSONValue?
  )? {
    guard body.count < 65_536, body.first(where: { $0 > 32 }) == UInt8(ascii: "{"),
      let json = try? JSONValue(parsing: body), let code = json["code"]?.int, !isSuccess || code < 0
    else { return nil }
    return (code, json["msg"]?.text ?? "no message", json["data"])
  }

  private static func kind(of response: HTTPResponse) -> String {
    if response.body.isEmpty { return "an empty body" }
    let start = response.body.first { $0 > 32 }
    if start == UInt8(ascii: "<") || (response.header("Content-Type") ?? "").contains("html") { return "an HTML page" }
    return "unreadable text"
  }

  /// The beginning of a body as one printable line.
  private static func excerpt(_ body: [UInt8]) -> String {
    let text = String(decoding: body.prefix(240), as: UTF8.self)
    let line = text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : String($0) }.joined()
    // Before it is cut: the beginning of a secret is one too.
    return VenueText.withoutSecrets(line).split(separator: " ").joined(separator: " ").prefix(120).description
  }
}
