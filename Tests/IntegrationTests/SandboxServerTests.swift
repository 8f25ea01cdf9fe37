import BinanceSandbox
import NIOCore
import NIOPosix
import Testing
import TradingNetwork

@Suite("The sandbox serves real sockets")
struct SandboxServerTests {
  private let loop = MultiThreadedEventLoopGroup.singleton.next()

  /// Sends one request.
  private func get(_ url: String) async -> HTTPResponse? {
    await withCheckedContinuation { continuation in
      loop.execute {
        guard let live = try? LiveRuntime(eventLoop: loop) else { return continuation.resume(returning: nil) }
        live.runtime.http.send(HTTPRequest(url: url), timeout: .seconds(20)) { result in
          continuation.resume(returning: try? result.get())
          live.shutDown()
        }
      }
    }
  }

  /// Asks for an upgrade as a plain client does, and then for something else, over one pool of connections.
  private func statuses(ofUpgrade refused: String, then url: String) async -> [Int] {
    await withCheckedContinuation { continuation in
      loop.execute {
        guard let live = try? LiveRuntime(eventLoop: loop) else { return continuation.resume(returning: []) }
        let fields: [(name: String, value: String)] = [
          ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
          ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ]
        live.runtime.http.send(HTTPRequest(url: refused, headers: fields), timeout: .seconds(20)) { first in
          live.runtime.http.send(HTTPRequest(url: url), timeout: .seconds(20)) { second in
            continuation.resume(returning: [first, second].map { (try? $0.get())?.status ?? 0 })
            live.shutDown()
          }
        }
      }
    }
  }

  @Test("a client whose upgrade was refused is answered again")
  func answersAfterARefusedUpgrade() async throws {
    var configuration = SandboxConfiguration()
    configuration.products = [.usdm]
    let server = try await SandboxServer.start(configuration)
    let http = try #require(server.address(of: .usdm)).http
    #expect(await statuses(ofUpgrade: "\(http)/nowhere", then: "\(http)/fapi/v1/ping") == [404, 200])
    await server.stop()
  }

  /// Connects and waits for the first message, or for the status with which the connection is refused.
  private func first(_ url: String) async -> String {
    await withCheckedContinuation { continuation in
      loop.execute {
        guard let live = try? LiveRuntime(eventLoop: loop) else { return continuation.resume(returning: "no runtime") }
        let listener = FirstMessage { text in
          continuation.resume(returning: text)
          live.shutDown()
        }
        let channel = live.runtime.webSocket.connect(WebSocketRequest(url: url), handler: listener)
        listener.channel = channel
      }
    }
  }

  @Test("requests, streams and refusals reach clients over one port, and a second sandbox cannot take it")
  func servesOnePort() async throws {
    var configuration = SandboxConfiguration()
    configuration.products = [.spot, .usdm]
    configuration.seed = 5
    let server = try await SandboxServer.start(configuration)
    let spot = try #require(server.address(of: .spot))
    let usdm = try #require(server.address(of: .usdm))
    #expect(await get("\(spot.http)/api/v3/ping")?.status == 200)
    #expect(await get("\(usdm.http)/fapi/v1/depth?symbol=BTCUSDT")?.status == 200)
    #expect(await get("\(server.adminURL)/health")?.status == 200)
    #expect(await first("\(spot.ws)/ws/btcusdt@bookTicker").contains(#""s":"BTCUSDT""#))
    #expect(await first("\(usdm.ws)/public/stream?streams=btcusdt@bookTicker").contains(#""stream""#))
    #expect(await first("\(usdm.ws)/ws/btcusdt@bookTicker") == "refused 404")
    var options = SandboxServer.Options()
    options.port = spot.port
    await #expect(throws: SandboxServer.StartError.self) {
      _ = try await SandboxServer.start(configuration, options: options)
    }
    await server.stop()
  }
}

/// Hears the first message of a connection, or its end.
private final class FirstMessage: WebSocketHandler {
  var channel: (any WebSocketChannel)?
  private var report: ((String) -> Void)?

  init(_ report: @escaping (String) -> Void) { self.report = report }

  private func tell(_ text: String) {
    let report = report
    self.report = nil
    report?(text)
    channel?.abort()
    channel = nil
  }

  func webSocketDidOpen(_ channel: any WebSocketChannel) {}

  func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {
    tell(String(decoding: message, as: UTF8.self))
  }

  func webSocketDidClose(_ reason: WebSocketCloseReason) {
    if case .refused(let response) = reason { tell("refused \(response.status)") } else { tell(reason.description) }
  }
}
