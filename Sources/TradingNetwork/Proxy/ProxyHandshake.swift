/// The talk with a proxy until it passes bytes through: what to send, and the judgement of what comes back.
enum ProxyHandshake {
  case connect(ConnectHandshake)
  case socks(SOCKSHandshake)

  /// What to do after bytes were received.
  enum Step: Equatable {
    /// More bytes are needed.
    case wait
    /// These bytes are due.
    case send([UInt8])
    /// The tunnel is open; these bytes came through it already.
    case open(rest: [UInt8])
    /// The proxy will not do it.
    case failed(String)
  }

  init(proxy: ProxyEndpoint, host: String, port: Int) {
    switch proxy.scheme {
    case .http, .https: self = .connect(ConnectHandshake(proxy: proxy, host: host, port: port))
    case .socks5: self = .socks(SOCKSHandshake(proxy: proxy, host: host, port: port))
    }
  }

  /// The first bytes to send.
  var greeting: [UInt8] {
    switch self {
    case .connect(let handshake): handshake.greeting
    case .socks(let handshake): handshake.greeting
    }
  }

  /// Takes received bytes.
  mutating func consume(_ bytes: [UInt8]) -> Step {
    switch self {
    case .connect(var handshake):
      let step = handshake.consume(bytes)
      self = .connect(handshake)
      return step
    case .socks(var handshake):
      let step = handshake.consume(bytes)
      self = .socks(handshake)
      return step
    }
  }
}
