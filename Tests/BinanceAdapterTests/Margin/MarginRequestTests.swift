import Testing
import TradingModel
import TradingNetwork

@testable import BinanceAdapter

@Suite("Requests about liquidation loans and special keys of margin")
struct MarginRequestTests {
  private func read<Response>(_ request: BinanceRequest<Response>, _ body: String) throws -> Response {
    try request.decode(BinanceResponse(status: 200, body: Array(body.utf8)), BinanceDecoding())
  }

  @Test("What a liquidation left open is told; where nothing was left the venue answers with nothing")
  func liquidationLoan() throws {
    let request = BinanceRequest<BinanceLiquidationLoan?>.liquidationLoan()
    let loan = try #require(
      try read(
        request,
        #"{"asset":"USDC","amount":"1000.00000000","repaidAmount":"300.00000000","remainingAmount":"700.00000000"}"#))
    #expect(loan.asset == "USDC" && loan.remainingAmount == WideDecimal(700) && loan.repaidAmount == WideDecimal(300))
    #expect(try read(request, "") == nil)
    #expect(try read(request, "{}") == nil)
    #expect(request.cost == (100, .account))
  }

  @Test("Repayments of such a loan are asked for by page, and are read as the venue tells them")
  func repayments() throws {
    let repay = BinanceRequest<BinanceLiquidationLoanRepayment>.repayLiquidationLoan(WideDecimal(300), "USDT")
    #expect(repay.endpoint == "POST /sapi/v1/margin/liquidation-loan/repay")
    #expect(repay.parameters.query == "asset=USDT&amount=300")
    let row =
      #"{"repayId":12345678,"asset":"USDT","amount":"300.00000000","status":"SUCCESS","createTime":1714492800000}"#
    let repayment = try read(repay, row)
    #expect(repayment.id == 12_345_678 && repayment.status == "SUCCESS")
    let history = BinanceRequest<BinanceMarginPage<BinanceLiquidationLoanRepayment>>.liquidationLoanRepayments()
    #expect(history.parameters.query == "current=1&size=50")
    let page = try read(history, #"{"total":2,"rows":[\#(row)]}"#)
    #expect(page.rows == [repayment] && page.total == 2)
  }

  @Test("Special keys are made, listed and deleted; neither key nor secret has a textual form")
  func specialKeys() throws {
    let create = BinanceRequest<BinanceCreatedSpecialKey>.createSpecialKey(
      "bot", isolatedSymbol: "BTCUSDT", addresses: ["192.168.0.1", "192.168.0.2"], permission: .read)
    #expect(create.endpoint == "POST /sapi/v1/margin/apiKey" && create.cost == (1, .account))
    #expect(
      create.parameters.sortedPlain == "apiName=bot&ip=192.168.0.1,192.168.0.2&permissionMode=READ&symbol=BTCUSDT")
    let made = try read(create, #"{"apiKey":"npOzOAeL","secretKey":"87ssWB7a","type":"HMAC_SHA256"}"#)
    let secret = made.apiSecret?.reveal { $0 }
    #expect(secret == "87ssWB7a")
    #expect(!"\(made)".contains("npOz") && !"\(made)".contains("87ss"))
    #expect(try read(create, #"{"apiKey":"npOzOAeL","secretKey":null,"type":"RSA"}"#).apiSecret == nil)
    let list = BinanceRequest<[BinanceSpecialKey]>.specialKeys()
    let keys = try read(
      list,
      #"[{"apiName":"a","apiKey":"k1","ip":"192.168.0.1,192.168.0.2","type":"RSA","permissionMode":"TRADE"},{"apiName":"b","apiKey":"k2","ip":"","type":"Ed25519","permissionMode":"NEW"}]"#
    )
    #expect(keys.map(\.name) == ["a", "b"] && keys.map(\.permission) == [.trade, nil])
    #expect(keys.map(\.addresses) == [["192.168.0.1", "192.168.0.2"], []])
    #expect(
      BinanceRequest<Void>.deleteSpecialKey("k1", isolatedSymbol: "BTCUSDT").parameters.query
        == "apiKey=k1&symbol=BTCUSDT")
    #expect(
      BinanceRequest<Void>.setAddresses(["10.0.0.1"], ofSpecialKey: "k1").parameters.query == "apiKey=k1&ip=10.0.0.1")
    #expect(BinanceRequest<Void>.exitSpecialKeyMode().cost == (10, .account))
  }
}
