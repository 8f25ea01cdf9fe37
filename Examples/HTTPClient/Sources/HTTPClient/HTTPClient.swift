import BinanceAdapter
import Foundation

/// Asks Binance's REST API with nothing but `BinanceHttpClient`: the time, a book, trades, candlesticks, the account.
///
/// It talks to a sandbox when SANDBOX_SPOT names one (`argonaut sandbox` prints `127.0.0.1:PORT`), else to the venue.
@main
struct Main {
  static func main() async throws {
    let sandbox = ProcessInfo.processInfo.environment["SANDBOX_SPOT"]
    let client = try BinanceHttpClient(accountType: .spot, baseURLHTTP: sandbox.map { "http://\($0)" })
    do {
      try await ask(client)
    } catch {
      print("failed: \(error)")  // what, where, the likely cause, the next step
    }
    await client.shutDown()
  }

  static func ask(_ client: BinanceHttpClient) async throws {
    print("the venue's time: \(try await client.serverTime().milliseconds) ms")
    let clock = try await client.measureClock()
    print("it is ahead of this machine's by \(clock.offset), measured in \(clock.roundTrip)")

    let depth = try await client.depth("BTCUSDT", limit: 5)
    for ask in depth.asks.reversed() { print("  ask \(ask.price) \(ask.quantity)") }
    for bid in depth.bids { print("  bid \(bid.price) \(bid.quantity)") }

    for trade in try await client.aggTrades("BTCUSDT", limit: 3) {
      print("trade \(trade.id): \(trade.quantity) at \(trade.price)")
    }
    for kline in try await client.klines("BTCUSDT", interval: "1m", limit: 2) {
      print("minute of \(kline.openTime.milliseconds): \(kline.open) … \(kline.close), volume \(kline.volume)")
    }

    // Any endpoint can be asked, also one without a method of its own.
    let price = try await client.request(.get, "/api/v3/ticker/price", ["symbol": "BTCUSDT"])
    print("last price: \(try price.decimal("price"))")

    guard let keyType = client.keyType else {
      return print("no key: set BINANCE_API_KEY and BINANCE_API_SECRET to see the account")
    }
    let account = try await client.spotAccount()
    print("the \(keyType.rawValue) key \(account.canTrade ? "may" : "may not") trade; balances:")
    for balance in account.balances { print("  \(balance.asset): \(balance.free) free, \(balance.locked) locked") }
  }
}
