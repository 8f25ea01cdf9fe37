import Testing
import TradingEngine
import TradingLive
import TradingModel

@Suite("A node's configuration")
struct TradingNodeConfigTests {
  @Test("journal and orders are of one trader, however the configuration is changed")
  func trader() {
    var config = TradingNodeConfig(traderId: "T-1", kernel: TradingKernelConfig(traderId: "OTHER"))
    #expect(config.kernel.traderId == "T-1")
    config.traderId = "T-2"
    #expect(config.kernel.traderId == "T-2")
    config.kernel = TradingKernelConfig(traderId: "OTHER")
    #expect(config.traderId == "T-2" && config.kernel.traderId == "T-2")
    config.kernel.journalsMarketData = true
    config.kernel.traderId = "OTHER"
    #expect(config.kernel.traderId == "T-2" && config.kernel.journalsMarketData)
  }
}
