/// A tunnel by HTTP `CONNECT`.
struct ConnectHandshake {
  let greeting: [UInt8]
  private var reader = ResponseReader()

  init(proxy: ProxyEndpoint, host: String, port: Int) {
    let place = "\(host.contains(":") ? "[\(host)]" : host):\(port)"
    var text = "CONNECT \(place) HTTP/1.1\r\nHost: \(place)\r\n"
    if let credentials = proxy.credentials {
      let pair = Base64.encode(Array("\(credentials.user):\(credentials.password)".utf8))
      text += "Proxy-Authorization: Basic \(pair)\r\n"
    }
    greeting = Array((text + "\r\n").utf8)
  }

  mutating func consume(_ bytes: [UInt8]) -> ProxyHandshake.Step {
    do {
      try reader.consume(bytes)
    } catch {
      return .failed("\(error)")
    }
    guard let head = reader.head else { return .wait }
    switch head.status {
    case 200..<300: return .open(rest: reader.rest)
    case 407: return .failed("the proxy wants another user or password (HTTP 407)")
    default: return .failed("the proxy refused the tunnel with HTTP \(head.status)")
    }
  }
}
