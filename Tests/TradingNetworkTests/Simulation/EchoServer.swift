import TradingModel
import TradingNetwork

/// A simulated server that answers requests with their path and sends messages back.
final class EchoServer: SimulatedServer {
  private(set) var requests: [HTTPRequest] = []
  private(set) var handlers: [EchoHandler] = []
  var refusal: HTTPResponse?

  func respond(to request: HTTPRequest, clientAddress: String, completion: @escaping (HTTPResponse) -> Void) {
    requests.append(request)
    completion(HTTPResponse(status: 200, body: Array("\(clientAddress) \(request.url)".utf8)))
  }

  func accept(
    _ request: WebSocketRequest, clientAddress: String, channel: any SimulatedServerChannel
  ) -> SimulatedUpgrade {
    if let refusal { return .refused(refusal) }
    let handler = EchoHandler(channel: channel)
    handlers.append(handler)
    return .accepted(handler)
  }
}

final class EchoHandler: WebSocketHandler {
  let channel: any SimulatedServerChannel
  private(set) var received: [String] = []
  private(set) var closeReason: WebSocketCloseReason?

  init(channel: any SimulatedServerChannel) { self.channel = channel }

  func webSocketDidOpen(_ channel: any WebSocketChannel) { channel.send(text: "welcome") }

  func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {
    let text = String(decoding: message, as: UTF8.self)
    received.append(text)
    channel.send(text: "echo \(text)")
  }

  func webSocketDidClose(_ reason: WebSocketCloseReason) { closeReason = reason }
}

/// A client's handler that writes down what it hears.
final class RecordingHandler: WebSocketHandler {
  private(set) var messages: [String] = []
  private(set) var opened = 0
  private(set) var batches = 0
  private(set) var pings = 0
  private(set) var pongs = 0
  private(set) var closeReasons: [WebSocketCloseReason] = []
  var onOpen: ((any WebSocketChannel) -> Void)?

  func webSocketDidOpen(_ channel: any WebSocketChannel) {
    opened += 1
    onOpen?(channel)
  }

  func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {
    messages.append(String(decoding: message, as: UTF8.self))
  }

  func webSocketDidReceivePing(_ channel: any WebSocketChannel) { pings += 1 }
  func webSocketDidReceivePong(_ channel: any WebSocketChannel) { pongs += 1 }
  func webSocketDidReadBatch(_ channel: any WebSocketChannel) { batches += 1 }
  func webSocketDidClose(_ reason: WebSocketCloseReason) { closeReasons.append(reason) }
}
