import Foundation
import TradingModel
import TradingNetwork

/// A venue without a network that lists thousands of instruments, as large as Binance's own lists, and pours out changes
/// of its books as fast as they are taken.
final class CrowdedVenue: HTTPTransport, WebSocketTransport {
  private let clock: any TradingClock
  private let spotInfo: [UInt8]
  private let futuresInfo: [UInt8]
  private var channels: [CrowdedChannel] = []
  private var updateIds = [UInt64](repeating: 1_000, count: NodeJob.books)
  private var next = 0
  /// How many changes are delivered in one turn of the loop.
  private static let batch = 64

  init(clock: any TradingClock, job: NodeJob) {
    self.clock = clock
    spotInfo = CrowdedListing.spot(job.spotInstruments)
    futuresInfo = CrowdedListing.futures(job.futuresInstruments)
  }

  func later(_ work: @escaping () -> Void) { clock.schedule(after: .zero, work) }

  // MARK: REST

  func send(
    _ request: HTTPRequest, timeout: Duration, completion: @escaping (Result<HTTPResponse, TransportError>) -> Void
  ) {
    let body = answer(to: request.url)
    later { completion(.success(HTTPResponse(status: 200, body: body))) }
  }

  private func answer(to url: String) -> [UInt8] {
    if url.contains("/fapi/v1/exchangeInfo") { return futuresInfo }
    if url.contains("/exchangeInfo") { return spotInfo }
    if url.contains("/time") { return Array("{\"serverTime\":\(clock.now.milliseconds)}".utf8) }
    if url.contains("/depth") { return CrowdedListing.snapshot }
    if url.contains("/account") { return CrowdedListing.account }
    return Array((url.contains("/ping") ? "{}" : "[]").utf8)
  }

  // MARK: Streams

  func connect(_ request: WebSocketRequest, handler: any WebSocketHandler) -> any WebSocketChannel {
    let channel = CrowdedChannel(venue: self, handler: handler)
    channels.append(channel)
    later { handler.webSocketDidOpen(channel) }
    return channel
  }

  fileprivate func answer(_ text: String, on channel: CrowdedChannel) {
    if text.contains("@depth") { channel.hasBooks = true }
    let id = text.firstRange(of: "\"id\":").map { text[$0.upperBound...].prefix { $0 != "," && $0 != "}" } } ?? "0"
    let isRequest = text.contains("userDataStream")
    channel.deliver(
      isRequest ? "{\"id\":\(id),\"status\":200,\"result\":{\"subscriptionId\":0}}" : "{\"result\":null,\"id\":\(id)}")
  }

  /// Delivers changes of the books one after another, for as long as the process lives.
  func pour() {
    guard let channel = channels.first(where: \.hasBooks) else { return later { [weak self] in self?.pour() } }
    for _ in 0..<Self.batch {
      channel.deliverNow(CrowdedListing.change(of: next, after: updateIds[next]))
      updateIds[next] += 3
      next = (next + 1) % NodeJob.books
    }
    channel.endBatch()
    later { [weak self] in self?.pour() }
  }
}

/// One connection to a ``CrowdedVenue``.
final class CrowdedChannel: WebSocketChannel {
  fileprivate var hasBooks = false
  private let venue: CrowdedVenue
  private let handler: any WebSocketHandler

  fileprivate init(venue: CrowdedVenue, handler: any WebSocketHandler) {
    self.venue = venue
    self.handler = handler
  }

  fileprivate func deliver(_ text: String) {
    venue.later { [self] in
      deliverNow(text)
      endBatch()
    }
  }

  fileprivate func deliverNow(_ text: String) {
    var text = text
    text.withUTF8 { handler.webSocket(self, didReceive: UnsafeRawBufferPointer($0), isText: true) }
  }

  fileprivate func endBatch() { handler.webSocketDidReadBatch(self) }

  func send(text: String) -> Bool {
    venue.later { [self] in venue.answer(text, on: self) }
    return true
  }

  func ping() { venue.later { [self] in handler.webSocketDidReceivePong(self) } }
  func close(code: UInt16) {}
  func abort() {}
}
