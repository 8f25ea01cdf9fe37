import Testing
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("Scripted transports")
struct ScriptedTransportTests {
  private final class Listener: WebSocketHandler {
    var heard: [String] = []
    func webSocketDidOpen(_ channel: any WebSocketChannel) { heard.append("open") }
    func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {
      heard.append(String(decoding: message, as: UTF8.self))
    }
    func webSocketDidReadBatch(_ channel: any WebSocketChannel) { heard.append("batch") }
    func webSocketDidClose(_ reason: WebSocketCloseReason) { heard.append("closed") }
  }

  @Test("A request waits until the test answers it, and the first answer counts")
  func requestsWait() {
    let scripted = ScriptedRuntime()
    var statuses: [Int] = []
    scripted.runtime.http.send(HTTPRequest(url: "https://venue.test/"), timeout: .seconds(5)) {
      statuses.append((try? $0.get().status) ?? 0)
    }
    #expect(scripted.http.waiting.count == 1)
    scripted.http.waiting[0].answer(429)
    scripted.http.exchanges[0].answer(200)
    #expect(statuses == [429])
  }

  @Test("A request that nobody answers times out in virtual time")
  func requestsTimeOut() {
    let scripted = ScriptedRuntime()
    var failure: TransportError?
    scripted.runtime.http.send(HTTPRequest(url: "https://venue.test/"), timeout: .seconds(5)) {
      if case .failure(let error) = $0 { failure = error }
    }
    scripted.world.run(for: .seconds(4))
    #expect(failure == nil)
    scripted.world.run(for: .seconds(1))
    #expect(failure?.kind == .requestTimeout)
  }

  @Test("A connection does what the test says, and nothing is heard after its end")
  func connections() {
    let scripted = ScriptedRuntime()
    let listener = Listener()
    let channel = scripted.runtime.webSocket.connect(WebSocketRequest(url: "wss://venue.test/ws"), handler: listener)
    #expect(channel.send(text: "early") == false)
    let server = scripted.webSocket.channels[0]
    server.open()
    channel.send(text: "hello")
    server.receive(["a", "b"])
    channel.abort()
    server.receive("late")
    scripted.world.runUntilIdle()
    server.breakDown()
    #expect(server.sent == ["hello"])
    #expect(listener.heard == ["open", "a", "b", "batch", "closed"])
  }
}
