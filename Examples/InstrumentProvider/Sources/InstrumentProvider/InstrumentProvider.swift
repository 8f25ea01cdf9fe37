import BinanceAdapter
import Foundation
import TradingModel

/// Loads instruments with `BinanceInstrumentProvider` and shows what their rules do to prices and quantities.
///
/// It talks to a sandbox when SANDBOX_SPOT and SANDBOX_USDM name one, else to the venue.
@main
struct Main {
  static func main() async throws {
    let environment = ProcessInfo.processInfo.environment
    for (type, host) in [
      (BinanceAccountType.spot, environment["SANDBOX_SPOT"]), (.usdtFutures, environment["SANDBOX_USDM"]),
    ] {
      let client = try BinanceHttpClient(accountType: type, baseURLHTTP: host.map { "http://\($0)" })
      let all = BinanceInstrumentProviderConfig(loadAll: true, filters: ["quote": ["USDT"], "status": ["TRADING"]])
      let found = try await client.loadInstruments(all)
      print("\(type.rawValue): \(found.summary.loaded) instruments, \(found.summary.skipped.count) left out")
      for instrument in found.instruments.prefix(3) { try describe(instrument) }
      await client.shutDown()
    }
  }

  static func describe(_ instrument: Instrument) throws {
    print(
      "\(instrument.id) (\(instrument.kind.rawValue)): steps of \(instrument.priceIncrement) and \(instrument.sizeIncrement)"
    )
    let price = try instrument.price(rounding: WideDecimal("1234.56789"))
    let quantity = try instrument.quantity(rounding: WideDecimal("0.98765432109"))
    print(
      "  1234.56789 is \(price) here, 0.98765432109 is \(quantity), together \(try instrument.notional(quantity: quantity, price: price))"
    )
  }
}
