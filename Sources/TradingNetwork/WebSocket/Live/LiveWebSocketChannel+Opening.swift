import NIOCore
import NIOPosix
import NIOSSL
import TradingModel

extension LiveWebSocketChannel {
  /// Starts the attempt: TCP, then the proxy's tunnel, then TLS, then the upgrade.
  func open(_ request: WebSocketRequest) {
    do throws(TransportError) {
      endpoint = try EndpointURL(request.url)
      guard endpoint.scheme == .ws || endpoint.scheme == .wss else {
        throw TransportError(
          kind: .invalidURL, place: endpoint.place, detail: "a WebSocket's URL begins with wss:// or ws://",
          mayHaveBeenSent: false)
      }
    } catch {
      return soon { self.end(.failed(error)) }
    }
    startOpenTimer(request.connectTimeout)
    let target = transport.proxy.map { ($0.host, $0.port) } ?? (endpoint.host, endpoint.port)
    let bootstrap = ClientBootstrap(group: eventLoop)
      .connectTimeout(.nanoseconds(request.connectTimeout.wholeNanoseconds))
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 64 << 10))
    let connected = bootstrap.connect(host: target.0, port: target.1)
    connected.hop(to: eventLoop).assumeIsolated().whenComplete { result in
      switch result {
      case .success(let channel): self.didConnect(channel, request)
      case .failure(let error): if self.phase != .closed { self.fail(error) }
      }
    }
  }

  private func didConnect(_ channel: any Channel, _ request: WebSocketRequest) {
    guard phase == .connecting else { return channel.close(promise: nil) }
    self.channel = channel
    do {
      guard let proxy = transport.proxy else { return try startTLS(on: channel, request, received: []) }
      phase = .proxy
      try ProxyHandshakeHandler.begin(
        on: channel, proxy: proxy, host: endpoint.host, port: endpoint.port, tls: transport.tls
      ) { [weak self] result in self?.didPassProxy(result, channel, request) }
    } catch {
      fail(error)
    }
  }

  private func didPassProxy(
    _ result: Result<[UInt8], ProxyHandshakeHandler.Failure>, _ channel: any Channel, _ request: WebSocketRequest
  ) {
    guard phase == .proxy else { return }
    switch result {
    case .success(let received):
      do {
        try startTLS(on: channel, request, received: received)
      } catch {
        fail(error)
      }
    case .failure(.refused(let why)):
      fail(.proxy, why, place: "\(endpoint.place) through the proxy \(transport.proxy?.place ?? "")")
    case .failure(.network(let error)): fail(error)
    }
  }

  /// Adds TLS, if it is due, and the handler of the upgrade and of all frames.
  private func startTLS(on channel: any Channel, _ request: WebSocketRequest, received: [UInt8]) throws {
    let upgrade = WebSocketUpgrade(url: endpoint, headers: request.headers, random: transport.random)
    let handler = WebSocketChannelHandler(channel: self, upgrade: upgrade, waitsForTLS: endpoint.isSecure)
    if endpoint.isSecure {
      phase = .tls
      try channel.pipeline.syncOperations.addHandler(transport.tls.makeHandler(host: endpoint.host))
    } else {
      phase = .upgrade
    }
    try channel.pipeline.syncOperations.addHandler(handler)
    guard !received.isEmpty else { return }
    channel.pipeline.syncOperations.fireChannelRead(NIOAny(channel.allocator.buffer(bytes: received)))
    channel.pipeline.syncOperations.fireChannelReadComplete()
  }
}
