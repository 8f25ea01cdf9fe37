import BinanceSandbox
import NIOCore
import NIOPosix
import Testing
import TradingModel
import TradingNetwork

/// A client of the wire alone asks a sandbox on sockets and one in virtual time, and tells what it met.
@Suite("Faults are the same over sockets and in virtual time")
struct SandboxFaultTests {
  /// What a client meets: an answer's status, or a failure that leaves open whether the venue has the request.
  private static func word(_ result: Result<HTTPResponse, TransportError>?) -> String {
    switch result {
    case .success(let response): "\(response.status)"
    case .failure(let error): error.mayHaveBeenSent ? "unknown" : "unsent"
    case nil: "silence"
    }
  }

  private static func fault(_ text: String) throws -> VenueFault { try VenueFault(json: Array(text.utf8)) }

  private func overSockets(_ fault: VenueFault) async throws -> String {
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    configuration.seed = 3
    let server = try await SandboxServer.start(configuration)
    await server.run { venue in venue.apply(fault) }
    let url = (server.address(of: .spot)?.http ?? "") + "/api/v3/time"
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let word: String = await withCheckedContinuation { continuation in
      loop.execute {
        guard let live = try? LiveRuntime(eventLoop: loop) else { return continuation.resume(returning: "no runtime") }
        live.runtime.http.send(HTTPRequest(url: url), timeout: .seconds(2)) { result in
          continuation.resume(returning: Self.word(result))
          live.shutDown()
        }
      }
    }
    await server.stop()
    return word
  }

  private func inVirtualTime(_ fault: VenueFault) throws -> String {
    let world = SimulatedWorld(seed: 3)
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    let venue = try SandboxVenue(configuration, clock: world, random: world.random.split())
    venue.register(in: world.network, places: [.spot: "127.0.0.1:8080"])
    venue.apply(fault)
    var result: Result<HTTPResponse, TransportError>?
    world.runtime().http.send(HTTPRequest(url: "http://127.0.0.1:8080/api/v3/time"), timeout: .seconds(2)) {
      result = $0
    }
    world.run(for: .seconds(5))
    venue.stop()
    world.shutDown()
    return Self.word(result)
  }

  @Test(
    "an HTTP client meets the same",
    arguments: [
      (#"{"fault":"DROP_RESP"}"#, "unknown"), (#"{"fault":"DROP_REQ"}"#, "unknown"),
      (#"{"fault":"RST","executed":true}"#, "unknown"), (#"{"fault":"FIN"}"#, "unknown"),
      (#"{"fault":"TRUNC","keep":3}"#, "unknown"), (#"{"fault":"HALF_OPEN"}"#, "unknown"),
      (#"{"fault":"DELAY","ms":100}"#, "200"), (#"{"fault":"DELAY","seconds":4}"#, "unknown"),
      (#"{"fault":"ERR","http":503,"code":-1007}"#, "503"), (#"{"fault":"418","seconds":60}"#, "418"),
      (#"{"fault":"CORRUPT","bytes":2}"#, "200"), (#"{"fault":"ERR","probability":0}"#, "200"),
    ])
  func meetsTheSame(text: String, expected: String) async throws {
    let fault = try Self.fault(text)
    #expect(try inVirtualTime(fault) == expected)
    #expect(try await overSockets(fault) == expected)
  }

  // MARK: Streams

  private func listenOverSockets(_ fault: VenueFault) async throws -> String {
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    configuration.seed = 3
    let server = try await SandboxServer.start(configuration)
    await server.run { venue in venue.apply(fault) }
    let url = (server.address(of: .spot)?.ws ?? "") + "/ws/btcusdt@bookTicker"
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let word: String = await withCheckedContinuation { continuation in
      loop.execute {
        guard let live = try? LiveRuntime(eventLoop: loop) else { return continuation.resume(returning: "no runtime") }
        let witness = StreamWitness { word in
          continuation.resume(returning: word)
          live.shutDown()
        }
        witness.channel = live.runtime.webSocket.connect(WebSocketRequest(url: url), handler: witness)
        loop.assumeIsolated().scheduleTask(in: .seconds(3)) { witness.tell("silence") }
      }
    }
    await server.stop()
    return word
  }

  private func listenInVirtualTime(_ fault: VenueFault) throws -> String {
    let world = SimulatedWorld(seed: 3)
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    let venue = try SandboxVenue(configuration, clock: world, random: world.random.split())
    venue.register(in: world.network, places: [.spot: "127.0.0.1:8080"])
    venue.start()
    venue.apply(fault)
    var word = "silence"
    let witness = StreamWitness { word = $0 }
    witness.channel = world.runtime().webSocket.connect(
      WebSocketRequest(url: "ws://127.0.0.1:8080/ws/btcusdt@bookTicker"), handler: witness)
    world.run(for: .seconds(3))
    venue.stop()
    world.shutDown()
    return word
  }

  @Test(
    "a listener to a stream meets the same",
    arguments: [
      (#"{"fault":"FRAGMENT","stream":"@bookTicker","pieces":5}"#, "whole"),
      (#"{"fault":"TRUNC","stream":"@bookTicker","keep":20}"#, "broken"),
      (#"{"fault":"TRUNC_FRAME","stream":"@bookTicker"}"#, "lost"),
      (#"{"fault":"RST","stream":"@bookTicker"}"#, "lost"), (#"{"fault":"FIN","stream":"@bookTicker"}"#, "lost"),
      (#"{"fault":"HALF_OPEN","stream":"@bookTicker"}"#, "silence"),
      (#"{"fault":"FREEZE_STREAM","stream":"@bookTicker"}"#, "silence"),
    ])
  func listensToTheSame(text: String, expected: String) async throws {
    let fault = try Self.fault(text)
    #expect(try listenInVirtualTime(fault) == expected)
    #expect(try await listenOverSockets(fault) == expected)
  }
}

/// Tells in a word what a WebSocket client meets first.
private final class StreamWitness: WebSocketHandler {
  var channel: (any WebSocketChannel)?
  private var report: ((String) -> Void)?

  init(_ report: @escaping (String) -> Void) { self.report = report }

  func tell(_ word: String) {
    guard let report else { return }
    self.report = nil
    channel?.abort()
    channel = nil
    report(word)
  }

  func webSocketDidOpen(_ channel: any WebSocketChannel) {}

  func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {
    tell(message.first == UInt8(ascii: "{") && message.last == UInt8(ascii: "}") ? "whole" : "broken")
  }

  func webSocketDidClose(_ reason: WebSocketCloseReason) {
    if case .closedByPeer = reason { tell("closed") } else { tell("lost") }
  }
}
