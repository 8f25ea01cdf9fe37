import Testing
import TradingModel
import TradingNetwork

@testable import BinanceAdapter

@Suite("Weights")
struct WeightTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let endpoint: String
    let parameters: BinanceParameters
    let weight: Int
    var scope = BinanceWeightScope.address
    var testDescription: String { "\(endpoint)?\(parameters.query)" }
  }

  static let rows: [Row] = [
    Row(endpoint: "GET /api/v3/depth", parameters: ["limit": 100], weight: 5),
    Row(endpoint: "GET /api/v3/depth", parameters: [:], weight: 5),
    Row(endpoint: "GET /api/v3/depth", parameters: ["limit": 101], weight: 25),
    Row(endpoint: "GET /api/v3/depth", parameters: ["limit": 1000], weight: 50),
    Row(endpoint: "GET /api/v3/depth", parameters: ["limit": 5000], weight: 250),
    Row(endpoint: "GET /fapi/v1/depth", parameters: ["limit": 50], weight: 2),
    Row(endpoint: "GET /fapi/v1/depth", parameters: [:], weight: 10),
    Row(endpoint: "GET /dapi/v1/depth", parameters: ["limit": 1000], weight: 20),
    Row(endpoint: "GET /fapi/v1/klines", parameters: ["limit": 99], weight: 1),
    Row(endpoint: "GET /fapi/v1/klines", parameters: ["limit": 100], weight: 2),
    Row(endpoint: "GET /fapi/v1/klines", parameters: ["limit": 1500], weight: 10),
    Row(endpoint: "GET /api/v3/openOrders", parameters: ["symbol": "BTCUSDT"], weight: 6),
    Row(endpoint: "GET /api/v3/openOrders", parameters: [:], weight: 80),
    Row(endpoint: "GET /api/v3/myTrades", parameters: ["orderId": 1], weight: 5),
    Row(endpoint: "GET /fapi/v1/premiumIndex", parameters: [:], weight: 10),
    Row(endpoint: "POST /fapi/v1/order", parameters: [:], weight: 0),
    Row(endpoint: "POST /sapi/v1/margin/order", parameters: [:], weight: 6, scope: .account),
    Row(
      endpoint: "POST /sapi/v1/margin/order", parameters: ["sideEffectType": "MARGIN_BUY"], weight: 1500,
      scope: .account),
    Row(endpoint: "GET /api/v3/not-known", parameters: [:], weight: 1),
  ]

  @Test("A request costs what the venue's tables say", arguments: rows)
  func cost(_ row: Row) {
    let parts = row.endpoint.split(separator: " ").map(String.init)
    let cost = BinanceWeights.cost(method: parts[0], path: parts[1], parameters: row.parameters)
    #expect(cost.weight == row.weight)
    #expect(cost.scope == row.scope)
  }

  @Test(
    "A margin request's answer moves the budget that the request weighed on, and no other",
    arguments: [
      ("/sapi/v1/margin/order", BinanceWeightScope.account, 4), ("/sapi/v1/margin/account", .address, 3),
      ("/api/v3/order", .address, 1),
    ])
  func budgets(path: String, scope: BinanceWeightScope, used: Int) {
    let response = HTTPResponse(
      status: 200,
      headers: [
        ("X-MBX-USED-WEIGHT-1M", "1"), ("X-MBX-ORDER-COUNT-10S", "2"), ("X-SAPI-USED-IP-WEIGHT-1M", "3"),
        ("X-SAPI-USED-UID-WEIGHT-1M", "4"),
      ])
    let reports = BinanceUsageHeaders.reports(response, path: path, scope: scope)
    #expect(reports.filter { $0.kind == .requestWeight }.map(\.used) == [used])
    #expect(BinanceUsageHeaders.orderCounts(response).map(\.used) == [2])
  }

  @Test("Counters in headers are read whatever the case")
  func headers() {
    let reports = BinanceUsageHeaders.reports(
      HTTPResponse(
        status: 200,
        headers: [
          ("X-MBX-USED-WEIGHT-1M", "12"), ("x-mbx-order-count-10s", "3"), ("X-MBX-ORDER-COUNT-1D", "77"),
          ("X-MBX-USED-WEIGHT", "12"), ("Content-Type", "application/json"), ("X-MBX-USED-WEIGHT-1X", "1"),
        ]))
    #expect(
      reports == [
        RateReport(kind: .requestWeight, interval: .seconds(60), used: 12),
        RateReport(kind: .orders, interval: .seconds(10), used: 3),
        RateReport(kind: .orders, interval: .seconds(86_400), used: 77),
      ])
    #expect(
      BinanceUsageHeaders.banEnd("Way too much request weight used; IP(1.2.3.4) banned until 1573023231000. Please")?
        .milliseconds == 1_573_023_231_000)
  }
}
