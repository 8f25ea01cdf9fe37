import Testing
import TradingModel
import TradingNetwork
import TradingTesting

@testable import BinanceAdapter

@Suite("The history of an account")
struct AccountHistoryTests {
  private static func parameters(_ url: String) -> [String: String] {
    let query = url.split(separator: "?").last ?? ""
    let pairs = query.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    return Dictionary(pairs.compactMap { $0.count == 2 ? ($0[0], $0[1]) : nil }) { $1 }
  }

  private static func order(_ id: Int) -> String {
    """
    {"symbol":"BTCUSDT","orderId":\(id),"clientOrderId":"o-\(id)","price":"100.00","origQty":"1.0","executedQty":"0.0",
     "cummulativeQuoteQty":"0.0","status":"CANCELED","timeInForce":"GTC","type":"LIMIT","side":"BUY","stopPrice":"0.00",
     "icebergQty":"0.0","time":1700000000000,"updateTime":1700000000000,"isWorking":false}
    """
  }

  @Test(
    "More than five hundred orders of a margin account are asked for page by page, each told once",
    arguments: [BinanceAccountType.margin, .isolatedMargin])
  func marginOrders(type: BinanceAccountType) throws {
    let bench = try SessionBench(type)
    let now = bench.scripted.world.now
    var asked: [[String: String]] = []
    bench.respond { request in
      guard request.url.contains("/sapi/v1/margin/allOrders?") else { return (404, "") }
      let parameters = Self.parameters(request.url)
      asked.append(parameters)
      let first = parameters["orderId"].flatMap { Int($0) } ?? 1
      let rows = (1...1_234).filter { $0 >= first }.prefix(parameters["limit"].flatMap { Int($0) } ?? 500)
      return (200, "[\(rows.map(Self.order).joined(separator: ","))]")
    }
    let history = BinanceAccountHistory(
      session: bench.session, symbol: "BTCUSDT", since: now + .seconds(-3_600), now: now)
    var result: Result<[BinanceOrder], BinanceError>?
    history.orders { result = $0 }
    bench.scripted.world.run(until: { result != nil }, limit: .seconds(400))
    #expect(try result?.get().map(\.orderId) == Array(1...1_234))
    #expect(asked.map { $0["orderId"] } == [nil, "501", "1001"])
    #expect(asked.allSatisfy { $0["limit"] == "500" })
    #expect(asked.allSatisfy { $0["isIsolated"] == (type == .isolatedMargin ? "TRUE" : nil) })
    // The venue takes no times together with a number.
    #expect(asked.dropFirst().allSatisfy { $0["startTime"] == nil && $0["endTime"] == nil })
  }
}
