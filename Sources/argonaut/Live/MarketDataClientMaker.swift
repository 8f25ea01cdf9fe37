import BinanceAdapter
import TradingEngine
import TradingModel
import TradingNetwork

/// Makes a data client without a node around it, for the commands that only look.
enum MarketDataClientMaker {
  /// Call it on the loop.
  static func make(
    _ config: BinanceDataClientConfig, runtime: Runtime, sink: any MarketDataSink
  ) throws -> BinanceDataClient {
    let client = try BinanceDataClient.makeKeyless(
      config: config, runtime: runtime, sink: sink, logger: StandardError.logger("data"))
    // The commands end with a line of their own.
    client.tellsMissingInstruments = false
    return client
  }
}
