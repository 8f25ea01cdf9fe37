import TradingModel
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

/// The path and query of a request line or a full URL.
struct RequestTarget {
  let path: String
  let query: String

  init(_ url: String) {
    var rest = Substring(url)
    if !rest.hasPrefix("/"), let scheme = rest.firstRange(of: "://") {
      rest = rest[scheme.upperBound...]
      rest = rest.firstIndex { $0 == "/" || $0 == "?" }.map { rest[$0...] } ?? "/"
    }
    if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
    if let mark = rest.firstIndex(of: "?") {
      path = String(rest[..<mark])
      query = String(rest[rest.index(after: mark)...])
    } else {
      path = String(rest)
      query = ""
    }
  }
}

/// Parameters in `application/x-www-form-urlencoded` text, with and without the signature.
struct QueryText {
  let pairs: [(name: String, value: String)]
  let signature: String?
  let withoutSignature: String

  init(_ text: String) {
    var pairs: [(name: String, value: String)] = []
    var signature: String?
    var kept: [Substring] = []
    for part in text.split(separator: "&", omittingEmptySubsequences: true) {
      let mark = part.firstIndex(of: "=")
      let name = PercentCoding.decode(mark.map { part[..<$0] } ?? part)
      let value = mark.map { PercentCoding.decode(part[part.index(after: $0)...]) } ?? ""
      if name == "signature" {
        signature = value
      } else {
        pairs.append((name, value))
        kept.append(part)
      }
    }
    self.pairs = pairs
    self.signature = signature
    withoutSignature = signature == nil ? text : kept.joined(separator: "&")
  }
}

/// Percent encoding of query components.
enum PercentCoding {
  /// Decodes `%41` and `+`; a broken escape stays as it is.
  static func decode(_ text: Substring) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
      return String(text)
    }
    var bytes: [UInt8] = []
    let source = Array(text.utf8)
    var index = 0
    while index < source.count {
      let byte = source[index]
      if byte == UInt8(ascii: "%"), index + 2 < source.count, let high = hexadecimal(source[index + 1]),
        let low = hexadecimal(source[index + 2])
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }
}
