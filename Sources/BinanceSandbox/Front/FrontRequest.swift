import TradingNetwork

/// A REST request as the venue's front sees it: path, parameters in the order sent, key, and what a signature covers.
struct FrontRequest {
  var method: HTTPRequest.Method
  /// The path without query, as sent.
  var path: String
  var headers: [(name: String, value: String)]
  var parameters: Parameters
  /// The address that IP limits count against.
  var client: String
  /// The bytes that the signature covers: query and body as received, without the signature itself.
  var signedPayload: [UInt8]
  /// The same in plain text, which futures take, and which spot took until 2026.
  var decodedPayload: [UInt8] {
    let text = String(decoding: signedPayload, as: UTF8.self)
    return Array(PercentCoding.decode(text[...]).utf8)
  }
  /// The signature, percent-decoded.
  var signature: String?

  init(_ request: HTTPRequest, client: String) {
    let target = RequestTarget(request.url)
    let body = String(decoding: request.body, as: UTF8.self)
    let query = QueryText(target.query)
    let form = QueryText(body)
    method = request.method
    path = target.path
    headers = request.headers
    self.client = client
    signature = query.signature ?? form.signature
    signedPayload = Array((query.withoutSignature + form.withoutSignature).utf8)
    parameters = Parameters(query.pairs, overriding: form.pairs)
  }

  func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }
}
