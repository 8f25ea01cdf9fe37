import NIOCore
import NIOPosix
import TradingModel

/// A door on this machine's loopback through which async-http-client reaches the proxies that it cannot talk to
/// itself: SOCKS5 with a password, and proxies that are reached over TLS.
///
/// It takes `CONNECT` from whoever knows its password, a random one, so that no other program uses the user's proxy;
/// the talk with the real proxy is ``ProxyHandshake``, as for WebSockets. It lives on one event loop.
final class ProxyRelay {
  let user = "argonaut"
  let password: String

  private let proxy: ProxyEndpoint
  private let eventLoop: any EventLoop
  private let tls: TLSClient
  private let connectTimeout: TimeAmount
  private let authorization: String
  private var door: (any Channel)?
  private var isClosed = false
  /// Why the last tunnel to a place was refused; an answer of HTTP has no room for it.
  private var refusals: [String: String] = [:]

  /// The most places whose refusals are remembered: a node talks to a handful.
  private static let mostRefusals = 64

  init(
    to proxy: ProxyEndpoint, eventLoop: any EventLoop, tls: TLSClient, connectTimeout: TimeAmount, random: RandomSource
  ) {
    self.proxy = proxy
    self.eventLoop = eventLoop
    self.tls = tls
    self.connectTimeout = connectTimeout
    password = String(random.next(), radix: 16) + String(random.next(), radix: 16)
    authorization = "Basic " + Base64.encode(Array("\(user):\(password)".utf8))
  }

  /// Whether a proxy is reached through a relay only.
  static func isNeeded(for proxy: ProxyEndpoint) -> Bool {
    proxy.scheme == .https || (proxy.scheme == .socks5 && proxy.credentials != nil)
  }

  /// Listens; `completion` receives the port, on the loop.
  func open(completion: @escaping (Result<Int, any Error>) -> Void) {
    let relay = NIOLoopBound(self, eventLoop: eventLoop)
    ServerBootstrap(group: eventLoop)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let handler = RelayDoorHandler { [relay = relay.value] request, client in relay.didAsk(request, client) }
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }
      .bind(host: "127.0.0.1", port: 0).hop(to: eventLoop).assumeIsolated().whenComplete { result in
        completion(result.map { self.didOpen($0) })
      }
  }

  private func didOpen(_ channel: any Channel) -> Int {
    if isClosed { channel.close(promise: nil) } else { door = channel }
    return channel.localAddress?.port ?? 0
  }

  /// Takes no more clients; tunnels that are open end with their connections.
  func close() {
    isClosed = true
    door?.close(promise: nil)
    door = nil
  }

  /// A failure with the proxy's own reason, where it is the proxy's.
  func explain(_ error: TransportError, _ url: EndpointURL) -> TransportError {
    guard error.kind == .proxy, let why = refusals["\(url.host):\(url.port)"] else { return error }
    return TransportError(
      kind: .proxy, place: error.place, detail: why, mayHaveBeenSent: error.mayHaveBeenSent)
  }

  // MARK: Tunnels

  private func didAsk(_ request: ConnectRequest?, _ client: any Channel) {
    guard let request, request.authorization == authorization else { return answer(client, "407 Not Yours") }
    let connected = ClientBootstrap(group: eventLoop)
      .connectTimeout(connectTimeout)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .connect(host: proxy.host, port: proxy.port)
    connected.hop(to: eventLoop).assumeIsolated().whenComplete { result in
      switch result {
      case .success(let channel): self.didConnect(channel, request, client)
      case .failure(let error): self.refuse(client, request, self.text(of: error))
      }
    }
  }

  private func didConnect(_ channel: any Channel, _ request: ConnectRequest, _ client: any Channel) {
    guard client.isActive else { return channel.close(promise: nil) }
    // A client that gives up takes its half of the tunnel along.
    client.closeFuture.whenComplete { _ in channel.close(promise: nil) }
    do {
      try ProxyHandshakeHandler.begin(on: channel, proxy: proxy, host: request.host, port: request.port, tls: tls) {
        switch $0 {
        case .success(let rest): self.join(client, channel, request, rest)
        case .failure(.refused(let why)): self.refuse(client, request, why, closing: channel)
        case .failure(.network(let error)): self.refuse(client, request, self.text(of: error), closing: channel)
        }
      }
    } catch {
      refuse(client, request, text(of: error), closing: channel)
    }
  }

  /// The tunnel is open: from here on bytes pass both ways.
  private func join(_ client: any Channel, _ channel: any Channel, _ request: ConnectRequest, _ rest: [UInt8]) {
    refusals["\(request.host):\(request.port)"] = nil
    do {
      try channel.pipeline.syncOperations.addHandler(RelayPipeHandler(to: client))
      let door = try client.pipeline.syncOperations.handler(type: RelayDoorHandler.self)
      client.pipeline.syncOperations.removeHandler(door, promise: nil)
      try client.pipeline.syncOperations.addHandler(RelayPipeHandler(to: channel))
    } catch {
      channel.close(promise: nil)
      return client.close(promise: nil)
    }
    answer(client, "200 OK", rest)
  }

  private func refuse(_ client: any Channel, _ request: ConnectRequest, _ why: String, closing: (any Channel)? = nil) {
    if refusals.count >= Self.mostRefusals { refusals = [:] }
    refusals["\(request.host):\(request.port)"] = why
    answer(client, "502 Refused")
    closing?.close(promise: nil)
  }

  private func answer(_ client: any Channel, _ status: String, _ rest: [UInt8] = []) {
    let length = status.hasPrefix("200") ? "" : "Content-Length: 0\r\n"
    let head = "HTTP/1.1 \(status)\r\n\(length)\r\n"
    client.writeAndFlush(client.allocator.buffer(bytes: Array(head.utf8) + rest), promise: nil)
  }

  private func text(of error: any Error) -> String {
    TransportErrorMapper(proxyPlace: nil).map(error, url: .nowhere, mayHaveBeenSent: false).detail
  }
}
