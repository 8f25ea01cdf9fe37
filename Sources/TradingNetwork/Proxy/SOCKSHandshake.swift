/// SOCKS version 5 (RFC 1928) with user and password (RFC 1929); the proxy resolves names.
struct SOCKSHandshake {
  private enum Phase { case method, password, reply }

  let greeting: [UInt8]
  private let credentials: ProxyEndpoint.Credentials?
  private let request: [UInt8]
  private var phase = Phase.method
  private var received: [UInt8] = []

  init(proxy: ProxyEndpoint, host: String, port: Int) {
    credentials = proxy.credentials
    greeting = proxy.credentials == nil ? [5, 1, 0] : [5, 2, 0, 2]
    var request: [UInt8] = [5, 1, 0]
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
    if parts.count == 4, host.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (48...57).contains($0) }) {
      request += [1] + parts
    } else {
      let name = Array(host.utf8.prefix(255))
      request += [3, UInt8(name.count)] + name
    }
    request += [UInt8(truncatingIfNeeded: port >> 8), UInt8(truncatingIfNeeded: port)]
    self.request = request
  }

  mutating func consume(_ bytes: [UInt8]) -> ProxyHandshake.Step {
    received += bytes
    switch phase {
    case .method: return takeMethod()
    case .password: return takePasswordAnswer()
    case .reply: return takeReply()
    }
  }

  private mutating func takeMethod() -> ProxyHandshake.Step {
    guard received.count >= 2 else { return .wait }
    guard received[0] == 5 else { return .failed("the proxy does not speak SOCKS version 5") }
    let method = received[1]
    received.removeFirst(2)
    switch method {
    case 0:
      phase = .reply
      return .send(request)
    case 2:
      guard let credentials else { return .failed("the proxy wants a user and password") }
      phase = .password
      let user = Array(credentials.user.utf8.prefix(255))
      let password = Array(credentials.password.utf8.prefix(255))
      return .send([1, UInt8(user.count)] + user + [UInt8(password.count)] + password)
    default: return .failed("the proxy wants another user or password, or a way to log in that is not supported")
    }
  }

  private mutating func takePasswordAnswer() -> ProxyHandshake.Step {
    guard received.count >= 2 else { return .wait }
    guard received[1] == 0 else { return .failed("the proxy refused the user or password") }
    received.removeFirst(2)
    phase = .reply
    return .send(request)
  }

  private func takeReply() -> ProxyHandshake.Step {
    guard received.count >= 5 else { return .wait }
    guard received[0] == 5 else { return .failed("the proxy does not speak SOCKS version 5") }
    guard received[1] == 0 else { return .failed("the proxy could not connect: \(Self.reason(received[1]))") }
    let addressLength: Int
    switch received[3] {
    case 1: addressLength = 4
    case 3: addressLength = 1 + Int(received[4])
    case 4: addressLength = 16
    default: return .failed("the proxy answered with an unknown kind of address")
    }
    let total = 4 + addressLength + 2
    guard received.count >= total else { return .wait }
    return .open(rest: Array(received[total...]))
  }

  private static func reason(_ code: UInt8) -> String {
    switch code {
    case 1: "general failure"
    case 2: "not allowed by its rules"
    case 3: "network unreachable"
    case 4: "host unreachable"
    case 5: "connection refused"
    case 6: "time ran out"
    case 7: "command not supported"
    case 8: "kind of address not supported"
    default: "reason \(code)"
    }
  }
}
