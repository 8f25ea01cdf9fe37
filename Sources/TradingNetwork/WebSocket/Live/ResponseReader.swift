/// Collects one HTTP/1.1 response, byte by byte: the answer to an upgrade or to a proxy's `CONNECT`.
///
/// Its size is bounded. It does not know what the response means.
struct ResponseReader {
  private static let largestHead = 32 << 10
  private static let largestBody = 64 << 10

  /// The response's status line and header, once they have arrived.
  private(set) var head: HTTPResponse?
  /// What followed the header.
  private(set) var rest: [UInt8] = []
  private var received: [UInt8] = []
  private var searched = 0

  /// Takes received bytes.
  ///
  /// - Throws: why this is no HTTP response.
  mutating func consume(_ bytes: some Sequence<UInt8>) throws(ResponseFault) {
    guard head == nil else {
      rest.append(contentsOf: bytes)
      return
    }
    received.append(contentsOf: bytes)
    try checkStart()
    guard let end = endOfHead() else {
      if received.count > Self.largestHead { throw .headTooLarge }
      return
    }
    rest = Array(received[end...])
    head = try Self.parse(received[..<end])
    received = []
  }

  /// The response with as much of its body as arrived, and whether the body is complete.
  var response: (response: HTTPResponse, isComplete: Bool)? {
    guard var response = head else { return nil }
    if let text = response.header("Transfer-Encoding"), text.lowercased().contains("chunked") {
      let (body, isComplete) = Self.dechunk(rest)
      response.body = body
      return (response, isComplete || rest.count > Self.largestBody)
    }
    response.body = Array(rest.prefix(Self.largestBody))
    guard let length = response.header("Content-Length").flatMap({ Int($0) }) else {
      return (response, rest.count > Self.largestBody)
    }
    response.body = Array(response.body.prefix(max(length, 0)))
    return (response, rest.count >= length || rest.count > Self.largestBody)
  }

  /// Whatever is not HTTP at all is found out at its first bytes.
  private func checkStart() throws(ResponseFault) {
    let expected = Array("HTTP/1.".utf8)
    guard received.prefix(expected.count).elementsEqual(expected.prefix(received.count)) else { throw .notHTTP }
  }

  private mutating func endOfHead() -> Int? {
    let carriageReturn = UInt8(ascii: "\r")
    let lineFeed = UInt8(ascii: "\n")
    var index = searched
    while index + 3 < received.count {
      if received[index] == carriageReturn, received[index + 1] == lineFeed, received[index + 2] == carriageReturn,
        received[index + 3] == lineFeed
      {
        return index + 4
      }
      index += 1
    }
    searched = max(0, received.count - 3)
    return nil
  }

  private static func parse(_ head: ArraySlice<UInt8>) throws(ResponseFault) -> HTTPResponse {
    let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: true)
    guard let statusLine = lines.first else { throw .notHTTP }
    let parts = statusLine.split(separator: " ", maxSplits: 2)
    guard parts.count >= 2, parts[1].utf8.count == 3, let status = Int(parts[1]), status >= 100 else { throw .notHTTP }
    var response = HTTPResponse(status: status)
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else { throw .badHeader }
      let value = line[line.index(after: colon)...]
      response.headers.append((String(line[..<colon]), String(value.drop { $0 == " " || $0 == "\t" }.trimmed)))
    }
    return response
  }

  private static func dechunk(_ bytes: [UInt8]) -> (body: [UInt8], isComplete: Bool) {
    var body: [UInt8] = []
    var index = 0
    while let lineEnd = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = String(decoding: bytes[index..<lineEnd].prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
      guard let size = Int(line.trimmed, radix: 16), size >= 0, size <= largestBody else { return (body, true) }
      if size == 0 { return (body, true) }
      let start = lineEnd + 1
      guard start + size <= bytes.count else {
        body.append(contentsOf: bytes[start...])
        return (body, false)
      }
      body.append(contentsOf: bytes[start..<(start + size)])
      index = min(start + size + 2, bytes.count)
    }
    return (body, false)
  }
}

/// Why received bytes are no HTTP response.
enum ResponseFault: Error, CustomStringConvertible {
  case notHTTP
  case badHeader
  case headTooLarge

  var description: String {
    switch self {
    case .notHTTP: "the peer does not speak HTTP"
    case .badHeader: "the peer's HTTP header is malformed"
    case .headTooLarge: "the peer's HTTP header is too large"
    }
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  fileprivate var trimmed: String {
    var text = Substring(self)
    while let last = text.last, last.isWhitespace { text.removeLast() }
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    return String(text)
  }
}
