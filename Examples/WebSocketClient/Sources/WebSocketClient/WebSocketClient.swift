import BinanceAdapter

/// Prints the first messages of two streams, with nothing but the WebSocket client.
///
/// `swift run WebSocketClient` talks to Binance; `swift run WebSocketClient ws://127.0.0.1:PORT` to `argonaut sandbox`.
@main
struct WebSocketClient {
  static func main() async throws {
    let client = try BinanceWebSocketClient(baseURLWS: CommandLine.arguments.dropFirst().first)
    let messages = client.messages([.bookTicker("BTCUSDT"), .trade("BTCUSDT")])
    var remaining = 10
    for try await message in messages {
      print(message.stream, message.text)
      remaining -= 1
      if remaining == 0 { break }
    }
    print("dropped: \(messages.droppedCount)")
    await client.shutDown()
  }
}
