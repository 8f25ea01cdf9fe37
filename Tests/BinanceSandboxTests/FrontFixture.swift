import Foundation
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

/// A venue in a simulated world, asked as a client would ask it, without any network between.
final class FrontFixture {
  let world: SimulatedWorld
  let venue: SandboxVenue

  init(seed: UInt64 = 7, _ change: (inout SandboxConfiguration) -> Void = { _ in }) throws {
    world = SimulatedWorld(seed: seed)
    var configuration = SandboxConfiguration()
    change(&configuration)
    venue = try SandboxVenue(configuration, clock: world, random: world.random.split())
    venue.start()
    world.run(for: .seconds(3))
  }

  func front(_ product: SandboxProduct) throws -> ProductFront {
    guard let front = venue.front(product) else { throw Missing.product }
    return front
  }

  enum Missing: Error {
    case product
    case answer
  }

  /// Sends a request and waits for its answer in virtual time; nil when there is none within a second.
  func send(
    _ method: HTTPRequest.Method, _ target: String, headers: [(name: String, value: String)] = [], body: String = "",
    to product: SandboxProduct = .spot, client: String = "10.0.0.1", wait: Duration = .seconds(1)
  ) throws -> HTTPResponse? {
    var answer: HTTPResponse?
    let request = HTTPRequest(method: method, url: target, headers: headers, body: Array(body.utf8))
    try front(product).respond(to: request, client: client) { result in
      if case .response(let response) = result { answer = response }
    }
    if answer == nil { world.run(for: wait) }
    return answer
  }

  func get(_ target: String, from product: SandboxProduct = .spot) throws -> JSONValue {
    guard let response = try send(.get, target, to: product), let json = JSONValue(response.body) else {
      throw Missing.answer
    }
    return json
  }

  /// A request signed with the default account's key, or with another one.
  func signed(
    _ method: HTTPRequest.Method, _ path: String, _ query: String = "", to product: SandboxProduct = .spot,
    timestamp: Int64? = nil, inBody: Bool = false, as credentials: SandboxCredentials? = nil,
    client: String = "10.0.0.1"
  ) throws -> HTTPResponse? {
    let credentials = credentials ?? venue.credentials
    let time = timestamp ?? world.now.milliseconds
    let payload = (query.isEmpty ? "" : query + "&") + "timestamp=\(time)"
    let signature = TestSigner.hmac(payload, secret: credentials.apiSecret)
    let full = "\(payload)&signature=\(signature)"
    return try send(
      method, inBody ? path : "\(path)?\(full)", headers: [("X-MBX-APIKEY", credentials.apiKey)],
      body: inBody ? full : "", to: product, client: client)
  }

  /// The JSON of an answer to a signed request.
  func ask(
    _ method: HTTPRequest.Method, _ path: String, _ query: String = "", to product: SandboxProduct = .spot,
    as credentials: SandboxCredentials? = nil
  ) throws -> JSONValue {
    guard let response = try signed(method, path, query, to: product, as: credentials),
      let json = JSONValue(response.body)
    else { throw Missing.answer }
    return json
  }

  /// Opens a WebSocket connection.
  func connect(_ target: String, to product: SandboxProduct = .spot, client: String = "10.0.0.1") throws -> TestChannel
  {
    let channel = TestChannel()
    switch try front(product).open(HTTPRequest(url: target), client: client, channel: channel) {
    case .accepted(let connection):
      channel.connection = connection
      connection.didOpen()
    case .refused(let response): channel.refusal = response
    }
    return channel
  }
}

/// A client's end of a connection to a front.
final class TestChannel: FrontChannel {
  var connection: (any FrontConnection)?
  var refusal: HTTPResponse?
  private(set) var messages: [[UInt8]] = []
  private(set) var closeCode: UInt16?
  private(set) var pings = 0
  private(set) var isAborted = false

  func send(_ bytes: [UInt8]) {
    if closeCode == nil { messages.append(bytes) }
  }

  func ping() { pings += 1 }
  func close(code: UInt16, reason: String) { closeCode = closeCode ?? code }
  func abort() { isAborted = true }

  func request(_ text: String) { connection?.didReceive(text: Array(text.utf8)) }

  var texts: [String] { messages.map { String(decoding: $0, as: UTF8.self) } }
  var json: [JSONValue] { messages.compactMap { JSONValue($0) } }

  func clear() { messages.removeAll() }
}

extension JSONValue {
  /// An object's members, in order.
  var members: [(name: String, value: JSONValue)] {
    if case .object(let members) = self { members } else { [] }
  }

  /// The names of an object's members, in order.
  var names: [String] { members.map(\.name) }

  var elements: [JSONValue] {
    guard case .array(let values) = self else { return [] }
    return values
  }

  var integer: Int64? { Int64(text) }
}
