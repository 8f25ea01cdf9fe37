import TradingModel
import TradingNetwork

/// A front on a simulated network.
final class SimulatedFront: SimulatedServer {
  private let service: any FrontService

  init(_ service: any FrontService) { self.service = service }

  func respond(to request: HTTPRequest, clientAddress: String, completion: @escaping (HTTPResponse) -> Void) {
    service.respond(to: request, client: clientAddress) { answer in
      if case .response(let response) = answer { completion(response) }
    }
  }

  func respond(
    to request: HTTPRequest, clientAddress: String, outcome: @escaping (SimulatedAnswer) -> Void
  ) {
    service.respond(to: request, client: clientAddress) { answer in
      switch answer {
      case .response(let response): outcome(.response(response))
      // What arrived of a cut answer is worthless to a client of HTTP; it learns that the connection broke.
      case .reset, .finish, .partial: outcome(.connectionLost)
      }
    }
  }

  func accept(
    _ request: WebSocketRequest, clientAddress: String, channel: any SimulatedServerChannel
  ) -> SimulatedUpgrade {
    let adapter = ChannelAdapter(channel)
    let upgrade = HTTPRequest(method: .get, url: request.url, headers: request.headers)
    switch service.open(upgrade, client: clientAddress, channel: adapter) {
    case .accepted(let connection): return .accepted(ConnectionAdapter(connection, adapter))
    case .refused(let response): return .refused(response)
    }
  }

  private final class ChannelAdapter: FrontChannel {
    private weak var channel: (any SimulatedServerChannel)?
    private static let maximumUndelivered = 100_000

    init(_ channel: any SimulatedServerChannel) { self.channel = channel }

    func send(_ bytes: [UInt8]) {
      guard let channel else { return }
      if channel.undelivered > Self.maximumUndelivered { channel.abort() } else { channel.send(utf8: bytes) }
    }

    func ping() { channel?.ping() }
    func close(code: UInt16, reason: String) { channel?.close(code: code, reason: reason) }
    func abort() { channel?.abort() }
    func mute() { channel?.mute() }
  }

  private final class ConnectionAdapter: WebSocketHandler {
    private let connection: any FrontConnection
    private let channel: ChannelAdapter

    init(_ connection: any FrontConnection, _ channel: ChannelAdapter) {
      self.connection = connection
      self.channel = channel
    }

    func webSocketDidOpen(_ channel: any WebSocketChannel) { connection.didOpen() }

    func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {
      connection.didReceive(text: Array(message))
    }

    func webSocketDidReceivePing(_ channel: any WebSocketChannel) { connection.didReceivePing() }
    func webSocketDidReceivePong(_ channel: any WebSocketChannel) { connection.didReceivePong() }
    func webSocketDidClose(_ reason: WebSocketCloseReason) { connection.didClose() }
  }
}
