import BinanceAdapter
import Testing
import TradingModel

@testable import argonaut

/// Every type of order that the spot exchange takes, from a line of JSON to the exchange and back.
@Suite("A gateway's orders of every type", .serialized)
struct GatewayOrderTypesTests {
  private static let order = #""command":"submit","order":{"instrument":"BTCUSDT.BINANCE""#

  @Test("Every type rests at the exchange as it was asked for, and is canceled")
  func restingTypes() async throws {
    try await GatewayVenue.withSpot(seed: 51) { venue in
      let gateway = try GatewayConversation(venue.config())
      _ = try await gateway.event("ready")
      for (id, members) in [
        ("t-limit", #""side":"BUY","type":"LIMIT","price":"50000.00""#),
        ("t-maker", #""side":"SELL","type":"LIMIT","price":"80000.00","postOnly":true"#),
        ("t-iceberg", #""side":"BUY","type":"LIMIT","price":"50000.00","displayQuantity":"0.00500""#),
        ("t-stop", #""side":"BUY","type":"STOP_MARKET","triggerPrice":"80000.00""#),
        ("t-stoplimit", #""side":"SELL","type":"STOP_LIMIT","triggerPrice":"50000.00","price":"49990.00""#),
        ("t-touch", #""side":"BUY","type":"MARKET_IF_TOUCHED","triggerPrice":"50000.00""#),
        ("t-touchlimit", #""side":"SELL","type":"LIMIT_IF_TOUCHED","triggerPrice":"80000.00","price":"79990.00""#),
        (
          "t-trail", #""side":"SELL","type":"TRAILING_STOP_MARKET","trailingOffset":"500","activationPrice":"80000.00""#
        ),
      ] {
        let result = try await gateway.ask(
          1, Self.order + #",\#(members),"quantity":"0.01000","clientOrderId":"\#(id)"}"#)
        #expect(result["ok"]?.bool == true, "\(id): \(result["error"]?.text ?? "")")
        _ = try await gateway.event("OrderAccepted", of: id)
        let order = try await gateway.ask(2, #""command":"order","clientOrderId":"\#(id)""#)["order"]
        #expect(order?["status"]?.text == "ACCEPTED", "\(id)")
        #expect(order?["quantity"]?.text == "0.01000")
        try await gateway.ask(3, #""command":"cancel","clientOrderId":"\#(id)""#)
        _ = try await gateway.event("OrderCanceled", of: id)
      }
      try await gateway.ask(4, #""command":"stop""#)
      try await gateway.finish()
    }
  }

  @Test("Orders that trade at once end as their time in force says")
  func immediateTypes() async throws {
    try await GatewayVenue.withSpot(seed: 52) { venue in
      let gateway = try GatewayConversation(venue.config())
      _ = try await gateway.event("ready")
      for (id, members, end) in [
        ("i-quote", #""side":"BUY","type":"MARKET","quantity":"500.00","quoteQuantity":true"#, "FILLED"),
        (
          "i-ioc", #""side":"BUY","type":"LIMIT","quantity":"0.01000","price":"50000.00","timeInForce":"IOC""#,
          "EXPIRED"
        ),
        (
          "i-fok", #""side":"SELL","type":"LIMIT","quantity":"0.01000","price":"80000.00","timeInForce":"FOK""#,
          "EXPIRED"
        ),
        (
          "i-take", #""side":"SELL","type":"LIMIT","quantity":"0.00100","price":"50000.00","timeInForce":"IOC""#,
          "FILLED"
        ),
      ] {
        try await gateway.ask(1, Self.order + #",\#(members),"clientOrderId":"\#(id)"}"#)
        _ = try await gateway.next("end of \(id)") { value in
          value["clientOrderId"]?.text == id
            && (value["event"]?.text == "OrderExpired" || value["event"]?.text == "OrderCanceled"
              || (value["event"]?.text == "OrderFilled" && value["leavesQuantity"]?.decimal?.isZero == true))
        }
        let order = try await gateway.ask(2, #""command":"order","clientOrderId":"\#(id)""#)["order"]
        #expect(order?["status"]?.text == end, "\(id)")
      }
      try await gateway.ask(4, #""command":"stop""#)
      try await gateway.finish()
    }
  }

  @Test("An order is changed: less quantity in place, another price by a replacement")
  func changes() async throws {
    try await GatewayVenue.withSpot(seed: 53) { venue in
      let gateway = try GatewayConversation(venue.config())
      _ = try await gateway.event("ready")
      try await gateway.ask(
        1, Self.order + #","side":"BUY","type":"LIMIT","price":"50000.00","quantity":"0.02000","clientOrderId":"c-1"}"#)
      _ = try await gateway.event("OrderAccepted", of: "c-1")
      try await gateway.ask(2, #""command":"modify","clientOrderId":"c-1","quantity":"0.01000""#)
      _ = try await gateway.event("OrderPendingUpdate", of: "c-1")
      let smaller = try await gateway.event("OrderUpdated", of: "c-1")
      #expect(smaller["quantity"]?.text == "0.01000")
      try await gateway.ask(3, #""command":"modify","clientOrderId":"c-1","price":"50100.00""#)
      let moved = try await gateway.event("OrderUpdated", of: "c-1")
      #expect(moved["price"]?.text == "50100.00")
      let open = try await gateway.ask(4, #""command":"orders","open":true"#)["orders"]?.elements
      #expect(open?.compactMap { $0["clientOrderId"]?.text } == ["c-1"])
      let precise = try await gateway.ask(5, #""command":"modify","clientOrderId":"c-1","price":"50100.001""#)
      #expect(precise["error"]?.text?.contains("too many decimals") == true)
      try await gateway.ask(6, #""command":"cancelAll""#)
      _ = try await gateway.event("OrderCanceled", of: "c-1")
      try await gateway.ask(7, #""command":"stop""#)
      try await gateway.finish()
    }
  }

  @Test("Lists of orders: when one leg goes, the other is canceled")
  func lists() async throws {
    try await GatewayVenue.withSpot(seed: 54) { venue in
      let gateway = try GatewayConversation(venue.config())
      _ = try await gateway.event("ready")
      func leg(_ id: String, _ members: String) -> String {
        #"{"instrument":"BTCUSDT.BINANCE","quantity":"0.01000","clientOrderId":"\#(id)",\#(members)}"#
      }
      let above = leg("l-1", #""side":"SELL","type":"LIMIT","price":"80000.00""#)
      let below = leg("l-2", #""side":"SELL","type":"STOP_LIMIT","triggerPrice":"50000.00","price":"49990.00""#)
      let result = try await gateway.ask(
        1, #""command":"submitList","contingency":"OCO","orders":[\#(above),\#(below)]"#)
      #expect(result["ok"]?.bool == true, "\(result)")
      #expect(result["clientOrderIds"]?.elements?.compactMap(\.text) == ["l-1", "l-2"])
      // The exchange may tell the legs in either order.
      var waiting: Set = ["l-1", "l-2"]
      while !waiting.isEmpty {
        let accepted = try await gateway.event("OrderAccepted")
        waiting.remove(accepted["clientOrderId"]?.text ?? "")
      }
      try await gateway.ask(2, #""command":"cancel","clientOrderId":"l-1""#)
      waiting = ["l-1", "l-2"]
      while !waiting.isEmpty {
        let canceled = try await gateway.event("OrderCanceled")
        waiting.remove(canceled["clientOrderId"]?.text ?? "")
      }
      let entry = leg("l-3", #""side":"BUY","type":"LIMIT","price":"50000.00""#)
      let stop = leg("l-4", #""side":"SELL","type":"STOP_LIMIT","triggerPrice":"45000.00","price":"44990.00""#)
      let profit = leg("l-5", #""side":"SELL","type":"LIMIT","price":"80000.00""#)
      let bracket = try await gateway.ask(
        3, #""command":"submitList","contingency":"OTOCO","orders":[\#(entry),\#(profit),\#(stop)]"#)
      #expect(bracket["ok"]?.bool == true, "\(bracket)")
      _ = try await gateway.event("OrderAccepted", of: "l-3")
      try await gateway.ask(4, #""command":"cancel","clientOrderId":"l-3""#)
      _ = try await gateway.event("OrderCanceled", of: "l-3")
      try await gateway.ask(5, #""command":"stop""#)
      try await gateway.finish()
    }
  }
}
