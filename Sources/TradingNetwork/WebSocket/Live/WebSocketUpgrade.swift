import TradingModel

/// The opening handshake of one WebSocket connection: the request, and the judgement of its answer.
struct WebSocketUpgrade {
  /// What has become of the handshake.
  enum Outcome {
    /// More bytes are needed.
    case pending
    /// The server agreed; these bytes belong to the first frames already.
    case accepted(rest: [UInt8])
    /// The server answered with another status, and its answer is complete or not.
    case refused(HTTPResponse, isComplete: Bool)
    /// The server agreed to something else than was asked.
    case violation(String)
  }

  let request: [UInt8]
  private let expectedAccept: String
  private var reader = ResponseReader()

  init(url: EndpointURL, headers: [(name: String, value: String)], random: RandomSource) {
    var nonce: [UInt8] = []
    for _ in 0..<2 {
      let word = random.next()
      for shift in stride(from: 0, to: 64, by: 8) { nonce.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    let key = Base64.encode(nonce)
    expectedAccept = Self.accept(for: key)
    // Port numbers that go without saying are left out: some front ends compare the field to their own name.
    let host =
      url.port == (url.isSecure ? 443 : 80)
      ? String(url.place[..<(url.place.lastIndex(of: ":") ?? url.place.endIndex)]) : url.place
    var text = "GET \(url.target) HTTP/1.1\r\nHost: \(host)\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    text += "Sec-WebSocket-Key: \(key)\r\nSec-WebSocket-Version: 13\r\n"
    let given = Set(headers.map { $0.name.lowercased() })
    if !given.contains("user-agent") { text += "User-Agent: argonaut\r\n" }
    for header in headers where Self.isSafe(header.name) && Self.isSafe(header.value) {
      text += "\(header.name): \(header.value)\r\n"
    }
    request = Array((text + "\r\n").utf8)
  }

  /// The answer that proves that the server read this key.
  static func accept(for key: String) -> String {
    Base64.encode(SHA1.digest(of: Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
  }

  /// Takes received bytes.
  mutating func consume(_ bytes: some Sequence<UInt8>) -> Outcome {
    do {
      try reader.consume(bytes)
    } catch {
      return .violation("\(error)")
    }
    guard let head = reader.head else { return .pending }
    guard head.status == 101 else {
      guard let (response, isComplete) = reader.response else { return .pending }
      return .refused(response, isComplete: isComplete)
    }
    guard head.header("Upgrade")?.lowercased() == "websocket",
      head.header("Connection")?.lowercased().contains("upgrade") == true
    else { return .violation("the server's 101 is no upgrade to WebSocket") }
    guard head.header("Sec-WebSocket-Accept") == expectedAccept else {
      return .violation("the server's Sec-WebSocket-Accept does not answer our key")
    }
    guard head.header("Sec-WebSocket-Extensions") == nil, head.header("Sec-WebSocket-Protocol") == nil else {
      return .violation("the server agreed to an extension or protocol that was not offered")
    }
    return .accepted(rest: reader.rest)
  }

  /// The refusal as far as it arrived, when the server closed the connection instead of ending its answer.
  var refusal: HTTPResponse? { reader.response?.response }

  private static func isSafe(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
}
