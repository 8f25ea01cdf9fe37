import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("Futures over REST and the user stream")
struct FuturesFrontTests {
  private struct Client {
    let fixture: FrontFixture
    let product: SandboxProduct
    var path: String { product.profile.restPath }
    var symbol: String { product == .usdm ? "BTCUSDT" : "BTCUSD_PERP" }

    func call(_ method: HTTPRequest.Method, _ path: String, _ query: String = "") throws -> JSONValue {
      let answer = try #require(try fixture.signed(method, path, query, to: product))
      return try #require(JSONValue(answer.body))
    }

    /// A connection that hears the account's events.
    func userStream(_ suffix: String = "") throws -> TestChannel {
      let answer = try #require(
        try fixture.send(
          .post, "\(path)/listenKey", headers: [("X-MBX-APIKEY", fixture.venue.credentials.apiKey)], to: product))
      let key = try #require(JSONValue(answer.body)?["listenKey"]?.string)
      let target =
        suffix.isEmpty
        ? (product == .usdm ? "/private/ws/\(key)" : "/ws/\(key)") : "/private/ws?listenKey=\(key)&events=\(suffix)"
      return try fixture.connect(target, to: product)
    }
  }

  @Test("An order is placed, told, modified and canceled, on both products", arguments: [SandboxProduct.usdm, .coinm])
  func lifeOfAnOrder(product: SandboxProduct) throws {
    let client = Client(fixture: try FrontFixture(), product: product)
    let stream = try client.userStream()
    let quantity = product == .usdm ? "0.010" : "10"
    let placed = try client.call(
      .post, "\(client.path)/order",
      "symbol=\(client.symbol)&side=BUY&type=LIMIT&timeInForce=GTC&quantity=\(quantity)&price=63000&newClientOrderId=mine"
    )
    #expect(placed["status"]?.string == "NEW" && placed["clientOrderId"]?.string == "mine")
    #expect(placed["avgPrice"] == nil && placed["cumQuote"] == nil)
    let event = try #require(stream.json.last)
    #expect(event["e"]?.string == "ORDER_TRADE_UPDATE" && event["o"]?["X"]?.string == "NEW")
    #expect((event["i"] != nil) == (product == .coinm))
    // Since 2023 commissions are told of every change; events write numbers shorter than answers.
    #expect(event["o"]?["n"]?.string == "0" && event["o"]?["N"]?.string == (product == .usdm ? "USDT" : "BTC"))
    #expect(event["o"]?["q"]?.string == (product == .usdm ? "0.01" : "10"))
    for name in ["ap", "sp", "l", "z", "L", "rp", "a"] { #expect(event["o"]?[name]?.string == "0", "\(name)") }
    let modified = try client.call(
      .put, "\(client.path)/order",
      "symbol=\(client.symbol)&side=BUY&origClientOrderId=mine&quantity=\(quantity)&price=62000&modifyId=7")
    #expect(modified["modifyId"]?.integer == 7)
    #expect(stream.json.last?["o"]?["x"]?.string == "AMENDMENT" && stream.json.last?["o"]?["M"]?.string == "7")
    let query = try client.call(.get, "\(client.path)/order", "symbol=\(client.symbol)&origClientOrderId=mine")
    #expect(query["avgPrice"] != nil && query[product == .usdm ? "cumQuote" : "cumBase"] != nil)
    let canceled = try client.call(.delete, "\(client.path)/order", "symbol=\(client.symbol)&origClientOrderId=mine")
    #expect(canceled["status"]?.string == "CANCELED" && canceled["clientOrderId"]?.string == "mine")
    #expect(stream.json.last?["o"]?["X"]?.string == "CANCELED" && stream.json.last?["o"]?["c"]?.string == "mine")
    let again = try client.call(.delete, "\(client.path)/order", "symbol=\(client.symbol)&origClientOrderId=mine")
    #expect(again["code"]?.integer == -2011)
  }

  @Test("A fill is told as trade, account and order; queries agree with it", arguments: [SandboxProduct.usdm, .coinm])
  func fill(product: SandboxProduct) throws {
    let client = Client(fixture: try FrontFixture(), product: product)
    let stream = try client.userStream()
    let quantity = product == .usdm ? "0.010" : "10"
    let placed = try client.call(
      .post, "\(client.path)/order",
      "symbol=\(client.symbol)&side=BUY&type=MARKET&quantity=\(quantity)&newOrderRespType=RESULT")
    #expect(placed["status"]?.string == "FILLED" && placed["executedQty"]?.string == quantity)
    let kinds = stream.json.compactMap { $0["e"]?.string }
    #expect(
      Array(kinds.prefix(4))
        == (product == .usdm
          ? ["ORDER_TRADE_UPDATE", "TRADE_LITE", "ACCOUNT_UPDATE", "ORDER_TRADE_UPDATE"]
          : ["ORDER_TRADE_UPDATE", "ACCOUNT_UPDATE", "ORDER_TRADE_UPDATE"] + Array(kinds.dropFirst(3).prefix(1))))
    let account = try #require(stream.json.last { $0["e"]?.string == "ACCOUNT_UPDATE" }?["a"])
    let update = try #require(account["P"]?.elements.last)
    #expect(update["pa"]?.string == (product == .usdm ? "0.01" : "10"))
    #expect(update["ma"]?.string == (product == .usdm ? "USDT" : "BTC") && update["iw"]?.string == "0")
    let risk = try client.call(.get, product == .usdm ? "/fapi/v3/positionRisk" : "/dapi/v1/positionRisk")
    let position = try #require(risk.elements.first { $0["positionAmt"]?.string == quantity })
    #expect(Amount(position["entryPrice"]?.string ?? "-") == Amount(update["ep"]?.string ?? ""))
    let trades = try client.call(.get, "\(client.path)/userTrades", "symbol=\(client.symbol)").elements
    #expect(!trades.isEmpty)
    let told = stream.json.filter { $0["o"]?["x"]?.string == "TRADE" }
    #expect(trades.map { $0["id"]?.integer } == told.map { $0["o"]?["t"]?.integer })
    #expect(trades.map { $0["commission"]?.string } == told.map { $0["o"]?["n"]?.string })
    let average = try #require(told.last?["o"]?["ap"]?.string)
    #expect(average.split(separator: ".").last?.count == 5)
    let order = try client.call(
      .get, "\(client.path)/order", "symbol=\(client.symbol)&orderId=\(placed["orderId"]?.integer ?? 0)")
    #expect(order["avgPrice"]?.string == average)
    let balance = try client.call(.get, product == .usdm ? "/fapi/v3/balance" : "/dapi/v1/balance").elements
    let asset = product == .usdm ? "USDT" : "BTC"
    #expect(
      balance.first { $0["asset"]?.string == asset }?["balance"]?.string
        == account["B"]?.elements.first { $0["a"]?.string == asset }?["wb"]?.string)
  }

  @Test("Batches answer item by item")
  func batches() throws {
    let client = Client(fixture: try FrontFixture(), product: .usdm)
    let good =
      #"{"symbol":"BTCUSDT","side":"BUY","type":"LIMIT","timeInForce":"GTC","quantity":"0.01","price":"63000","newClientOrderId":"a"}"#
    let bad = #"{"symbol":"BTCUSDT","side":"SELL","type":"MARKET","quantity":0.01,"reduceOnly":"true"}"#
    let list = "[\(good),\(bad)]".utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let placed = try client.call(.post, "/fapi/v1/batchOrders", "batchOrders=\(list)").elements
    #expect(placed.count == 2 && placed[0]["status"]?.string == "NEW" && placed[1]["code"]?.integer == -2022)
    let canceled = try client.call(
      .delete, "/fapi/v1/batchOrders", "symbol=BTCUSDT&origClientOrderIdList=%5B%22a%22,%22b%22%5D"
    ).elements
    #expect(canceled.count == 2 && canceled[0]["status"]?.string == "CANCELED")
    #expect(canceled[1]["code"]?.integer == -2011)
  }

  @Test("Listen keys end after an hour and are told; events can be picked")
  func listenKeys() throws {
    let fixture = try FrontFixture { configuration in
      configuration.products = [.usdm]
      configuration.synthetic.eventsPerSecond = 0.1
    }
    let client = Client(fixture: fixture, product: .usdm)
    let stream = try client.userStream()
    let picky = try client.userStream("ACCOUNT_UPDATE/listenKeyExpired")
    _ = try client.call(.post, "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01")
    #expect(picky.json.allSatisfy { $0["e"]?.string == "ACCOUNT_UPDATE" } && !picky.json.isEmpty)
    for _ in 0..<25 {
      fixture.world.run(for: .seconds(150))
      stream.connection?.didReceivePong()
    }
    #expect(stream.json.last?["e"]?.string == "listenKeyExpired" && stream.json.last?["E"]?.integer != nil)
    let count = stream.messages.count
    _ = try client.call(.post, "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01")
    #expect(stream.messages.count == count)
  }

  @Test("Settings answer in the venue's words, and the position mode is one for both products")
  func settings() throws {
    let client = Client(fixture: try FrontFixture(), product: .usdm)
    let leverage = try client.call(.post, "/fapi/v1/leverage", "symbol=BTCUSDT&leverage=10")
    #expect(leverage["leverage"]?.integer == 10 && leverage["maxNotionalValue"]?.string == "230000000")
    #expect(try client.call(.post, "/fapi/v1/marginType", "symbol=BTCUSDT&marginType=ISOLATED")["code"]?.integer == 200)
    #expect(
      try client.call(.post, "/fapi/v1/marginType", "symbol=BTCUSDT&marginType=ISOLATED")["code"]?.integer == -4046)
    #expect(
      try client.call(.post, "/fapi/v1/multiAssetsMargin", "multiAssetsMargin=true")["code"]?.integer == -4167)
    let coin = Client(fixture: client.fixture, product: .coinm)
    #expect(try coin.call(.post, "/dapi/v1/positionSide/dual", "dualSidePosition=true")["code"]?.integer == 200)
    let mode = try client.call(.get, "/fapi/v1/positionSide/dual")
    #expect(mode["dualSidePosition"]?.text == "true")
    #expect(
      try client.call(.post, "/fapi/v1/positionSide/dual", "dualSidePosition=true")["code"]?.integer == -4059)
    let config = try client.call(.get, "/fapi/v1/symbolConfig", "symbol=BTCUSDT").elements.first
    #expect(config?["leverage"]?.integer == 10 && config?["marginType"]?.string == "ISOLATED")
  }
}
