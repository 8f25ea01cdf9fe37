import BinanceAdapter
import BinanceSandbox
import Testing
import TradingLive
import TradingModel

@testable import argonaut

/// Settings of futures accounts, over pipes and sockets.
@Suite("A gateway and the settings of futures", .serialized)
struct GatewaySettingTests {
  private static let perpetual = #""instrument":"BTCUSDT-PERP.BINANCE""#
  private static let order = #""command":"submit","order":{"instrument":"BTCUSDT-PERP.BINANCE","side":"BUY""#

  /// A command that must fail, with its error.
  private func refusal(_ gateway: GatewayConversation, _ id: Int, _ members: String) async throws -> String {
    let answer = try await gateway.ask(id, members)
    #expect(answer["ok"]?.bool == false, "\(members)")
    return answer["error"]?.text ?? ""
  }

  @Test("Leverage and margin type are set with the venue's answer; what is set already is success")
  func leverageAndMarginType() async throws {
    try await GatewayVenue.with([.usdm], seed: 41) { venue in
      let gateway = try GatewayConversation(venue.futuresConfig())
      _ = try await gateway.event("ready")
      let leverage = try await gateway.ask(1, #""command":"leverage",\#(Self.perpetual),"leverage":10"#)
      #expect(leverage["ok"]?.bool == true && leverage["leverage"]?.int == 10)
      #expect(leverage["maxNotional"]?.decimal?.isPositive == true)
      let high = try await refusal(gateway, 2, #""command":"leverage",\#(Self.perpetual),"leverage":126"#)
      #expect(high.contains("126"))
      for (id, isChanged) in [(3, true), (4, false)] {
        let answer = try await gateway.ask(id, #""command":"marginType",\#(Self.perpetual),"marginType":"ISOLATED""#)
        #expect(answer["marginType"]?.text == "ISOLATED" && answer["changed"]?.bool == isChanged)
      }
      // Another contract is loaded when it is wanted.
      let other = try await gateway.ask(
        5, #""command":"leverage","instrument":"ETHUSDT-PERP.BINANCE","leverage":"7","client":"USDM""#)
      #expect(other["leverage"]?.int == 7)
      try await gateway.ask(6, #""command":"stop""#)
      try await gateway.finish()
    }
  }

  @Test("Margin of an isolated position is added and taken; the position tells leverage, margins and liquidation price")
  func isolatedMargin() async throws {
    try await GatewayVenue.with([.usdm], seed: 42) { venue in
      let gateway = try GatewayConversation(venue.futuresConfig())
      _ = try await gateway.event("ready")
      try await gateway.ask(1, #""command":"marginType",\#(Self.perpetual),"marginType":"isolated""#)
      try await gateway.ask(2, #""command":"leverage",\#(Self.perpetual),"leverage":20"#)
      try await gateway.ask(3, Self.order + #","type":"MARKET","quantity":"0.010","clientOrderId":"i-1"}"#)
      _ = try await gateway.event("PositionOpened")
      let added = try await gateway.ask(4, #""command":"isolatedMargin",\#(Self.perpetual),"amount":"25.5""#)
      #expect(added["ok"]?.bool == true && added["amount"]?.text == "25.5")
      let taken = try await gateway.ask(5, #""command":"isolatedMargin",\#(Self.perpetual),"amount":"-5""#)
      #expect(taken["amount"]?.text == "-5")
      let tooMuch = try await refusal(
        gateway, 6, #""command":"isolatedMargin",\#(Self.perpetual),"amount":"-9000""#)
      #expect(tooMuch.contains("error -4"))
      let nothing = try await refusal(gateway, 7, #""command":"isolatedMargin",\#(Self.perpetual),"amount":"0""#)
      #expect(nothing.contains("changes nothing"))
      var id = 8
      var position: JSONValue?
      // The venue tells margins and liquidation price only when it is asked, a moment later.
      while position?["liquidationPrice"] == nil, id < 4_000 {
        position = try await gateway.ask(id, #""command":"positions""#)["positions"]?.elements?.first
        id += 1
      }
      #expect(position?["marginType"]?.text == "ISOLATED" && position?["leverage"]?.text == "20")
      #expect(position?["maintenanceMargin"]?.decimal?.isPositive == true)
      try await gateway.ask(5_000, #""command":"stop""#)
      try await gateway.finish()
    }
  }

  @Test("The position mode changes when flat, for both futures products, and is refused with orders open")
  func positionMode() async throws {
    try await GatewayVenue.with([.usdm, .coinm], seed: 43) { venue in
      let gateway = try GatewayConversation(venue.futuresConfig())
      _ = try await gateway.event("ready")
      try await gateway.ask(
        1, Self.order + #","type":"LIMIT","quantity":"0.010","price":"60000","postOnly":true,"clientOrderId":"p-1"}"#)
      _ = try await gateway.event("OrderAccepted", of: "p-1")
      let refused = try await refusal(
        gateway, 2, #""command":"positionMode","positionMode":"hedge","client":"USDM""#)
      #expect(refused.contains("-4067") && refused.contains("cancel all open orders"))
      try await gateway.ask(3, #""command":"cancel","clientOrderId":"p-1""#)
      _ = try await gateway.event("OrderCanceled", of: "p-1")
      for (id, isChanged) in [(4, true), (5, false)] {
        let answer = try await gateway.ask(id, #""command":"positionMode","positionMode":"hedge","client":"USDM""#)
        #expect(answer["positionMode"]?.text == "hedge" && answer["changed"]?.bool == isChanged)
      }
      for stranger in ["garbage", "ETHUSDT-PERP.BINANCE-LONG"] {
        let text = try await refusal(
          gateway, 60, Self.order + #","type":"MARKET","quantity":"0.010","positionId":"\#(stranger)"}"#)
        #expect(text.contains("'\(stranger)' is no position in BTCUSDT-PERP.BINANCE"))
      }
      try await gateway.ask(
        6, Self.order + #","type":"MARKET","quantity":"0.010","positionId":"BTCUSDT-PERP.BINANCE-LONG"}"#)
      let opened = try await gateway.event("PositionOpened")
      #expect(opened["positionId"]?.text == "BTCUSDT-PERP.BINANCE-LONG")
      let sideless = try await refusal(gateway, 7, #""command":"isolatedMargin",\#(Self.perpetual),"amount":"1""#)
      #expect(sideless.contains("name LONG or SHORT"))
      // COIN-M has the same mode, and the client there knows it.
      try await gateway.ask(
        8,
        #""command":"submit","order":{"instrument":"BTCUSD-PERP.BINANCE","side":"SELL","type":"MARKET","quantity":"2","#
          + #""positionId":"BTCUSD-PERP.BINANCE-SHORT"}"#)
      let other = try await gateway.event("PositionOpened")
      #expect(other["positionId"]?.text == "BTCUSD-PERP.BINANCE-SHORT")
      try await gateway.ask(9, #""command":"stop""#)
      try await gateway.finish()
    }
  }

  @Test("Multi-assets mode and fees in BNB are switched; contradictions are the venue's, with the next step")
  func modes() async throws {
    try await GatewayVenue.with([.usdm], seed: 44) { venue in
      let gateway = try GatewayConversation(venue.futuresConfig())
      _ = try await gateway.event("ready")
      for (id, isChanged) in [(1, true), (2, false)] {
        let answer = try await gateway.ask(id, #""command":"multiAssetsMode","enabled":true"#)
        #expect(answer["enabled"]?.bool == true && answer["changed"]?.bool == isChanged)
      }
      let isolated = try await refusal(
        gateway, 3, #""command":"marginType",\#(Self.perpetual),"marginType":"ISOLATED""#)
      #expect(isolated.contains("-4168") && isolated.contains("multi-assets mode off first"))
      try await gateway.ask(4, #""command":"multiAssetsMode","enabled":false"#)
      let burn = try await gateway.ask(5, #""command":"feeBurn","enabled":true"#)
      #expect(burn["ok"]?.bool == true && burn["enabled"]?.bool == true)
      try await gateway.ask(6, #""command":"stop""#)
      try await gateway.finish()
    }
  }

  @Test("Settings that nobody can carry out are refused with what there is")
  func refusals() async throws {
    try await GatewayVenue.with([.spot, .usdm], seed: 45) { venue in
      let gateway = try GatewayConversation(venue.futuresConfig())
      _ = try await gateway.event("ready")
      let spot = try await refusal(gateway, 1, #""command":"leverage","instrument":"BTCUSDT.BINANCE","leverage":2"#)
      #expect(spot.contains("no futures client serves BTCUSDT.BINANCE"))
      let client = try await refusal(gateway, 2, #""command":"feeBurn","enabled":true,"client":"NOPE""#)
      #expect(client.contains("there is no execution client 'NOPE'"))
      let mode = try await refusal(gateway, 3, #""command":"positionMode","positionMode":"both""#)
      #expect(mode.contains("valid are oneWay, hedge"))
      let key = try await refusal(gateway, 4, #""command":"leverage",\#(Self.perpetual),"leverages":2"#)
      #expect(key.contains("leverage"))
      let unknown = try await refusal(
        gateway, 5, #""command":"leverage","instrument":"NOPEUSDT-PERP.BINANCE","leverage":2"#)
      #expect(unknown.contains("unknown instrument"))
      try await gateway.ask(6, #""command":"stop""#)
      try await gateway.finish()
    }
  }
}
