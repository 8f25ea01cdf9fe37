import Foundation
import Testing

@testable import TradingModel

@Suite("Writing trading values down")
struct CodingTests {
  private func roundTrip<Value: Codable & Equatable>(_ value: Value) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(value)
    #expect(try JSONDecoder().decode(Value.self, from: data) == value)
    #expect(try encoder.encode(JSONDecoder().decode(Value.self, from: data)) == data)
  }

  @Test("every order event survives being written and read", arguments: OrderEventKind.allCases)
  func events(kind: OrderEventKind) throws {
    let event = ModelFixtures.event(kind, of: ModelFixtures.order(type: .stopLimit))
    #expect(event.kind == kind && event.name == kind.rawValue)
    try roundTrip(event)
    var header = event.header
    header.venueOrderId = "99"
    #expect(event.with(header: header).header == header)
    #expect(event.with(header: header).with(header: event.header) == event)
  }

  @Test("orders, positions and accounts survive being written and read, byte for byte")
  func state() throws {
    var order = ModelFixtures.order(quantity: 100)
    for (number, trade) in [7, 3, 900, 1, 12].enumerated() {
      _ = try order.apply(
        ModelFixtures.fill(
          order, trade: UInt64(trade), quantity: 2, at: Int64(number), commission: Money("0.1", .bnb)))
    }
    #expect(order.trades.map(\.text) == ["1", "3", "7", "12", "900"])
    try roundTrip(order)
    let position = try Position(
      id: "P", instrument: ModelFixtures.inverse, strategyId: "S-1",
      opening: PositionFill(
        clientOrderId: "O", tradeId: TradeId("abc"), side: .buy, quantity: WideDecimal(3),
        price: Price(raw: 500_001, precision: 1), commission: Money("0.00000001", .btc), tsEvent: .zero, tsInit: .zero))
    try roundTrip(position)
    let state = AccountState(
      accountId: "A-1", accountType: .margin,
      balances: try ["USDT", "BTC", "BNB"].map {
        try AccountBalance(free: Money("1", Currency($0)), locked: .zero(Currency($0)))
      },
      isComplete: true, info: ["b": "2", "a": "1"], tsEvent: UnixNanos(5), tsInit: UnixNanos(6))
    try roundTrip(state)
    try roundTrip(Account(state))
  }

  @Test("commands survive being written and read")
  func commands() throws {
    let order = ModelFixtures.order()
    let submit = SubmitOrder(order, tsInit: UnixNanos(1))
    let commands: [TradingCommand] = [
      .submitOrder(submit),
      .submitOrderList(SubmitOrderList(orderListId: "L", contingency: .oco, orders: [submit, submit], tsInit: .zero)),
      .modifyOrder(ModifyOrder(order: order.identity, price: Price(raw: 5, precision: 1), tsInit: .zero)),
      .batchModifyOrders(
        BatchModifyOrders(
          instrumentId: order.instrumentId,
          changes: [ModifyOrder(order: order.identity, price: Price(raw: 5, precision: 1), tsInit: .zero)],
          tsInit: .zero)
      ),
      .cancelOrder(CancelOrder(order: order.identity, params: ["cancelRestrictions": "ONLY_NEW"], tsInit: .zero)),
      .cancelAllOrders(
        CancelAllOrders(strategyId: "S", instrumentId: order.instrumentId, side: .sell, tsInit: .zero)),
      .batchCancelOrders(BatchCancelOrders(instrumentId: order.instrumentId, cancels: [], tsInit: .zero)),
      .queryOrder(QueryOrder(order: order.identity, tsInit: .zero)),
      .queryAccount(QueryAccount(clientId: "BINANCE", tsInit: .zero)),
    ]
    for command in commands { try roundTrip(command) }
    #expect(commands.map(\.instrumentId).filter { $0 == nil }.count == 1)
  }
}
