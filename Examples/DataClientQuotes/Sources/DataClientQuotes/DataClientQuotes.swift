import BinanceAdapter
import TradingModel

/// Prints quotes from a data client as an async sequence.
///
/// `swift run DataClientQuotes` talks to Binance; `swift run DataClientQuotes http://127.0.0.1:PORT ws://127.0.0.1:PORT`
/// to `argonaut sandbox`.
@main
struct DataClientQuotes {
  static func main() async throws {
    let urls = Array(CommandLine.arguments.dropFirst())
    let instrument = try InstrumentId("BTCUSDT.BINANCE")
    let config = BinanceDataClientConfig(
      accountType: .spot, baseURLHTTP: urls.first, baseURLWS: urls.count > 1 ? urls[1] : nil,
      instrumentProvider: BinanceInstrumentProviderConfig(loadIds: [instrument]))
    let feed = try await BinanceMarketFeed.connect(config)
    let quotes = feed.quotes(for: instrument)
    var remaining = 10
    for try await quote in quotes {
      print("\(quote.instrumentId)  \(quote.bidSize) @ \(quote.bidPrice)  |  \(quote.askPrice) @ \(quote.askSize)")
      remaining -= 1
      if remaining == 0 { break }
    }
    print("dropped: \(quotes.droppedCount)")
    await feed.shutDown()
  }
}
