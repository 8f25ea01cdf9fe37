public import NIOCore
public import TradingModel

/// The WebSocket transport of the live world: TCP and TLS by NIO, frames by ``WebSocketDeframer``.
///
/// All its connections live on one event loop, on which it is used and calls back. Certificates are always verified;
/// plain `ws://` is for this machine only. Compression is not offered.
public final class LiveWebSocketTransport: WebSocketTransport {
  let eventLoop: any EventLoop
  let options: WebSocketTransportOptions
  let proxy: ProxyEndpoint?
  let random: RandomSource
  let tls: TLSClient

  /// A transport on a loop; fails if an option names something unusable.
  ///
  /// - Parameters:
  ///   - eventLoop: the loop that the connections live on.
  ///   - random: where masks and handshake keys come from.
  ///   - options: the proxy, the trusted certificates, and the limits of messages and queues.
  public init(
    eventLoop: any EventLoop, random: RandomSource, options: WebSocketTransportOptions = WebSocketTransportOptions()
  ) throws(TransportError) {
    self.eventLoop = eventLoop
    self.random = random
    self.options = options
    proxy = try options.proxyURL.map { (url) throws(TransportError) in try ProxyEndpoint(url) }
    tls = try TLSClient(trustRootsFile: options.trustRootsFile)
  }

  public func connect(_ request: WebSocketRequest, handler: any WebSocketHandler) -> any WebSocketChannel {
    let channel = LiveWebSocketChannel(transport: self, handler: handler)
    channel.open(request)
    return channel
  }
}
