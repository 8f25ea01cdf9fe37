import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("Wallets are told and filled as clients ask for it")
struct WalletTests {
  @Test("the customer's standing, its assets and empty records are told")
  func tells() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    #expect(try fixture.ask(.get, "/sapi/v1/account/status")["data"]?.string == "Normal")
    #expect(try fixture.ask(.get, "/sapi/v1/account/apiTradingStatus")["data"]?["isLocked"]?.text == "false")
    #expect(try fixture.ask(.get, "/sapi/v1/account/info")["isMarginEnabled"]?.text == "true")
    let assets = try fixture.ask(.post, "/sapi/v3/asset/getUserAsset", "needBtcValuation=true").elements
    #expect(assets.map { $0["asset"]?.string ?? "" } == AccountRegistry.spotFunds.map(\.0).sorted())
    let bitcoin = try #require(assets.first { $0["asset"]?.string == "BTC" })
    #expect(bitcoin["free"]?.string == "100.00000000")
    #expect(bitcoin["btcValuation"]?.string == "100.00000000")
    #expect(try fixture.ask(.post, "/sapi/v3/asset/getUserAsset", "asset=ETH").elements.count == 1)
    let wallets = try fixture.ask(.get, "/sapi/v1/asset/wallet/balance", "quoteAsset=USDT").elements
    #expect(wallets.contains { $0["walletName"]?.string == "Cross Margin" })
    for (path, header) in [
      ("asset/assetDividend", "x-sapi-used-ip-weight-1m"), ("capital/withdraw/history", "x-sapi-used-uid-weight-1m"),
    ] {
      let weight = try fixture.signed(.get, "/sapi/v1/\(path)")?.header(header)
      #expect(weight == (path.hasSuffix("history") ? "18000" : "10"), "\(path)")
    }
    for path in ["capital/deposit/hisrec", "capital/withdraw/history"] {
      #expect(try fixture.signed(.get, "/sapi/v1/\(path)").map { String(decoding: $0.body, as: UTF8.self) } == "[]")
    }
  }

  @Test("futures transfers of the old kind move money and are told with their direction")
  func transfers() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    let path = "/sapi/v1/futures/transfer"
    func usdm() throws -> String? {
      try fixture.ask(.get, "/fapi/v3/balance", to: .usdm).elements
        .first { $0["asset"]?.string == "USDT" }?["balance"]?.string
    }
    #expect(try usdm() == "10000000.00000000")
    #expect(try fixture.ask(.post, path, "asset=USDT&amount=12.5&type=1")["tranId"] != nil)
    #expect(try usdm() == "10000012.50000000")
    #expect(try fixture.ask(.post, path, "asset=USDT&amount=2.5&type=2")["tranId"] != nil)
    #expect(try fixture.ask(.post, path, "asset=USDT&amount=1&type=5")["code"]?.integer == -1130)
    let rows = try fixture.ask(.get, path, "asset=USDT")["rows"]?.elements ?? []
    #expect(rows.map { $0["type"]?.string } == ["2", "1"])
    #expect(rows.map { $0["amount"]?.string } == ["2.50000000", "12.50000000"])
  }
}
