import BinanceAdapter
import BinanceSandbox
import Testing
import TradingEngine
import TradingModel
import TradingNetwork

@Suite("Order lists on margin")
struct MarginListTests {
  private func world(
    _ type: BinanceAccountType, seed: UInt64, sideEffect: BinanceSideEffectType = .autoBorrowRepay
  ) throws -> (MarginTradingWorld, Int64) {
    let world = try MarginTradingWorld(type, seed: seed) { $0.sideEffectType = sideEffect }
    try world.fund()
    try world.connect()
    return (world, try world.lastPrice().raw)
  }

  private func price(_ raw: Int64) -> Price { Price(raw: raw, precision: 2) }

  private func leg(
    _ side: OrderSide, _ type: OrderType, price: Price? = nil, trigger: Price? = nil
  ) throws -> OrderTerms {
    OrderTerms(side: side, type: type, quantity: try Quantity("0.10000"), price: price, triggerPrice: trigger)
  }

  private static let types = [BinanceAccountType.margin, .isolatedMargin]

  @Test(
    "A pair of which one cancels the other borrows once, is listed, and is repaid when it is canceled",
    arguments: types)
  func oco(type: BinanceAccountType) throws {
    let (world, last) = try world(type, seed: 31)
    defer { world.shutDown() }
    let ids = world.submit(
      .oco,
      [
        try leg(.sell, .limit, price: price(last * 103 / 100)),
        try leg(.sell, .stopLimit, price: price(last * 96 / 100), trigger: price(last * 97 / 100)),
      ])
    for id in ids { #expect(world.status(id) == .accepted, "\(world.order(id)?.reason ?? "")") }
    #expect(world.loans.filter { $0.hasPrefix("borrow") } == ["borrow BTC 0.10000000"])
    let product = world.session.product
    let open = try world.ask(.openOrderLists(product, symbol: type == .margin ? nil : "BTCUSDT"))
    #expect(open.map(\.contingencyType) == ["OCO"])
    #expect(open.first?.isIsolated == (type == .isolatedMargin))
    #expect(Set(open.first?.orders.map(\.clientOrderId) ?? []) == Set(ids.map(\.text)))
    let list = try #require(open.first)
    #expect(
      try world.ask(.orderList(product, symbol: "BTCUSDT", orderListId: list.orderListId)).orderStatus == "EXECUTING")
    world.cancel(ids[0])
    for id in ids { #expect(world.status(id) == .canceled) }
    #expect(world.loans.contains("repay BTC 0.10000000"))
    #expect(try world.ask(.openOrderLists(product, symbol: "BTCUSDT")).isEmpty)
    #expect(try world.ask(.allOrderLists(product, symbol: "BTCUSDT")).map(\.orderStatus) == ["ALL_DONE"])
    try world.expectTruth()
  }

  @Test("A leg that fills ends the other one, and what was borrowed is sold", arguments: types)
  func fillEndsSibling(type: BinanceAccountType) throws {
    let (world, last) = try world(type, seed: 32)
    defer { world.shutDown() }
    let ids = world.submit(
      .oco,
      [
        try leg(.sell, .limit, price: price(last + 15_000)),
        try leg(.sell, .stopLimit, price: price(last * 95 / 100), trigger: price(last - 15_000)),
      ])
    for id in ids { #expect(world.status(id) == .accepted, "\(world.order(id)?.reason ?? "")") }
    world.world.run(until: { ids.allSatisfy { world.order($0)?.isClosed == true } }, limit: .seconds(3_600))
    world.world.run(for: .seconds(3))
    #expect(ids.map { world.status($0) }.contains(.filled))
    let position = try #require(world.cache.positions.open(instrumentId: MarginTradingWorld.bitcoin).first)
    #expect(position.signedQuantity == (try WideDecimal("-0.1")))
    #expect(world.loans.filter { $0.hasPrefix("borrow") } == ["borrow BTC 0.10000000"])
    try world.expectTruth()
  }

  @Test(
    "A working order that borrows brings the pending one, or the pending pair, to life, which covers",
    arguments: types, [false, true])
  func oto(type: BinanceAccountType, isPair: Bool) throws {
    let (world, last) = try world(type, seed: 33)
    defer { world.shutDown() }
    var orders = [
      try leg(.sell, .limit, price: price(last * 99 / 100)), try leg(.buy, .limit, price: price(last * 96 / 100)),
    ]
    if isPair { orders.append(try leg(.buy, .stopMarket, trigger: price(last * 104 / 100))) }
    let ids = world.submit(isPair ? .otoco : .oto, orders)
    #expect(world.status(ids[0]) == .filled, "\(world.order(ids[0])?.reason ?? "")")
    for id in ids.dropFirst() { #expect(world.status(id) == .accepted, "\(world.order(id)?.reason ?? "")") }
    let list = try #require(try world.ask(.openOrderLists(world.session.product, symbol: "BTCUSDT")).first)
    #expect(list.orders.count == orders.count)
    // A list is canceled as a whole by the low-level client, too; the events tell.
    let ended = try world.ask(
      .cancelOrderList(world.session.product, symbol: "BTCUSDT", orderListId: list.orderListId))
    #expect(ended.orderStatus == "ALL_DONE")
    world.world.run(for: .seconds(3))
    for id in ids.dropFirst() { #expect(world.status(id) == .canceled) }
    try world.expectTruth()
  }

  @Test("Lists and changes that margin does not take are refused with the reason")
  func denials() throws {
    let (world, last) = try world(.margin, seed: 34)
    defer { world.shutDown() }
    let ids = world.submit(
      .opo, [try leg(.buy, .limit, price: price(last)), try leg(.sell, .limit, price: price(last * 104 / 100))])
    #expect(world.order(ids[0])?.reason == "UNSUPPORTED_ORDER_LIST: margin accounts take no OPO lists")
    let two = world.submit(
      .oco,
      [
        try leg(.sell, .limitIfTouched, price: price(last * 103 / 100), trigger: price(last * 102 / 100)),
        try leg(.sell, .stopLimit, price: price(last * 95 / 100), trigger: price(last * 96 / 100)),
      ])
    #expect(
      world.order(two[0])?.reason == "UNSUPPORTED_ORDER_LIST: an OCO on margin is a limit order and a stop order")
    let resting = world.submit(try world.limit(.sell, "0.10000", at: "99000.00"))
    #expect(world.status(resting) == .accepted, "\(world.order(resting)?.reason ?? "")")
    world.modify(resting, price: price(9_800_000))
    #expect(world.status(resting) == .accepted)
    #expect(world.order(resting)?.price == price(9_900_000))
    #expect(world.modifyRefusals.last?.hasPrefix("UNSUPPORTED_MODIFY") == true, "\(world.modifyRefusals)")
  }
}
