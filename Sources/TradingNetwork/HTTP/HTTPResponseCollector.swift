import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Collects one response up to a limit, and notes whether the request was written.
///
/// All calls come on the event loop that the request was executed with.
final class HTTPResponseCollector: HTTPClientResponseDelegate, @unchecked Sendable {
  // Unchecked is sound because the client calls its delegate on that event loop only, and so does the transport.

  struct TooLarge: Error {
    let limit: Int
  }

  private let limit: Int
  private(set) var mayHaveBeenSent = false
  private var response = HTTPResponse(status: 0)

  init(limit: Int) { self.limit = limit }

  func didSendRequestHead(task: HTTPClient.Task<HTTPResponse>, _ head: HTTPRequestHead) { mayHaveBeenSent = true }

  func didReceiveHead(task: HTTPClient.Task<HTTPResponse>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    mayHaveBeenSent = true
    response.status = Int(head.status.code)
    response.headers = head.headers.map { (name: $0.name, value: $0.value) }
    if let length = head.headers.first(name: "content-length").flatMap({ Int($0) }) {
      guard length <= limit else { return task.eventLoop.makeFailedFuture(TooLarge(limit: limit)) }
      response.body.reserveCapacity(min(length, 1 << 20))
    }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(task: HTTPClient.Task<HTTPResponse>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
    guard response.body.count + buffer.readableBytes <= limit else {
      return task.eventLoop.makeFailedFuture(TooLarge(limit: limit))
    }
    response.body.append(contentsOf: buffer.readableBytesView)
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didFinishRequest(task: HTTPClient.Task<HTTPResponse>) throws -> HTTPResponse { response }
}
