import Testing
import TradingModel

@testable import BinanceAdapter

@Suite("Answers about margin's lists and transfers")
struct MarginAnswerTests {
  private func read<Response>(
    _ request: BinanceRequest<Response>, _ body: String
  ) throws -> (answer: Response, skipped: [String]) {
    let notes = BinanceDecoding()
    return (try request.decode(BinanceResponse(status: 200, body: Array(body.utf8)), notes), notes.skipped)
  }

  @Test("Orders that wait for the working one have no number yet, and are told all the same")
  func pendingOrders() throws {
    let (lists, skipped) = try read(
      BinanceRequest<[BinanceOrderList]>.openWorkingLists(),
      #"[{"orderListId":24867,"contingencyType":"OTO","listStatusType":"EXEC_STARTED","listOrderStatus":"EXECUTING","#
        + #""listClientOrderId":"list","transactionTime":1790063061632,"symbol":"BTCUSDT","orders":["#
        + #"{"symbol":"BTCUSDT","orderId":4994,"status":"NEW","clientOrderId":"working"},"#
        + #"{"symbol":"BTCUSDT","orderId":null,"status":"PENDING_NEW","clientOrderId":"first"},"#
        + #"{"symbol":"BTCUSDT","status":"PENDING_NEW","clientOrderId":"second"}]}]"#)
    let list = try #require(lists.first)
    #expect(list.orders.map(\.orderId) == [4_994, nil, nil])
    #expect(list.orders.map(\.clientOrderId) == ["working", "first", "second"])
    #expect(skipped.isEmpty)
  }

  @Test("Times of transfers are milliseconds, or seconds as the venue's documentation shows them")
  func transferTimes() throws {
    func time(_ number: Int64) throws -> UnixNanos? {
      let row =
        #"{"amount":"0.10000000","asset":"BNB","status":"CONFIRMED","timestamp":\#(number),"txId":5240372201,"#
        + #""type":"ROLL_IN"}"#
      return try read(
        BinanceRequest<BinanceMarginPage<BinanceMarginTransfer>>.marginTransfers(), #"{"rows":[\#(row)],"total":1}"#
      ).answer.rows.first?.time
    }
    #expect(try time(1_566_898_617) == UnixNanos(milliseconds: 1_566_898_617_000))
    #expect(try time(1_566_898_617_123) == UnixNanos(milliseconds: 1_566_898_617_123))
    #expect(try time(.min) == UnixNanos(.min) && time(.max) == UnixNanos(.max), "hostile numbers stop nothing")
  }
}
