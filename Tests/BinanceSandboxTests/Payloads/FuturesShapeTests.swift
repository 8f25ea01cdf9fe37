import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("Futures payloads have the fields of the venue's samples")
struct FuturesShapeTests {
  private struct Client {
    let fixture: FrontFixture
    let product: SandboxProduct

    func call(_ method: HTTPRequest.Method, _ path: String, _ query: String = "") throws -> JSONValue {
      let answer = try #require(try fixture.signed(method, path, query, to: product))
      return try #require(JSONValue(answer.body))
    }
  }

  /// Fields of the samples that orders of other kinds have.
  private static let optional: Set<String> = [
    "activatePrice", "priceRate", "avgPrice", "cumQuote", "cumBase", "goodTillDate", "code", "msg",
  ]

  private static let answers: [(SandboxProduct, String, String, String)] = [
    (.usdm, "/fapi/v2/account", "", "rest/usdm/account_information_v2.json"),
    (.usdm, "/fapi/v3/account", "", "rest/usdm/account_information_v3.json"),
    (.usdm, "/fapi/v2/balance", "", "rest/usdm/futures_account_balance_v2.json"),
    (.usdm, "/fapi/v3/balance", "", "rest/usdm/futures_account_balance_v3.json"),
    (.usdm, "/fapi/v2/positionRisk", "", "rest/usdm/position_information_v2.json"),
    (.usdm, "/fapi/v3/positionRisk", "", "rest/usdm/position_information_v3.json"),
    (.usdm, "/fapi/v1/accountConfig", "", "rest/usdm/futures_account_configuration.json"),
    (.usdm, "/fapi/v1/symbolConfig", "", "rest/usdm/symbol_configuration.json"),
    (.usdm, "/fapi/v1/commissionRate", "symbol=BTCUSDT", "rest/usdm/user_commission_rate.json"),
    (.usdm, "/fapi/v1/userTrades", "symbol=BTCUSDT", "rest/usdm/account_trade_list.json"),
    (.usdm, "/fapi/v1/allOrders", "symbol=BTCUSDT", "rest/usdm/all_orders.json"),
    (.usdm, "/fapi/v1/openOrders", "", "rest/usdm/current_all_open_orders.json"),
    (.usdm, "/fapi/v1/openAlgoOrders", "", "rest/usdm/current_all_algo_open_orders.json"),
    (.usdm, "/fapi/v1/allAlgoOrders", "symbol=BTCUSDT", "rest/usdm/query_all_algo_orders.json"),
    (.usdm, "/fapi/v1/income", "", "rest/usdm/get_income_history.json"),
    (.usdm, "/fapi/v1/orderAmendment", "symbol=BTCUSDT", "rest/usdm/get_order_modify_history.json"),
    (.usdm, "/fapi/v1/leverageBracket", "", "rest/usdm-docs/Notional-and-Leverage-Brackets.json"),
    (.usdm, "/fapi/v1/adlQuantile", "", "rest/usdm/position_adl_quantile_estimation.json"),
    (.usdm, "/fapi/v1/rateLimit/order", "", "rest/usdm/query_user_rate_limit.json"),
    (.usdm, "/fapi/v1/assetIndex", "", "rest/usdm/asset_index.json"),
    (.usdm, "/fapi/v1/rpiDepth", "symbol=BTCUSDT", "rest/usdm/rpi_order_book.json"),
    (.usdm, "/fapi/v1/symbolAdlRisk", "symbol=BTCUSDT", "rest/usdm/adl_risk.json"),
    (.usdm, "/fapi/v1/insuranceBalance", "", "rest/usdm/query_insurance_fund_balance_snapshot.json"),
    (.usdm, "/futures/data/openInterestHist", "symbol=BTCUSDT&period=5m", "rest/usdm/open_interest_statistics.json"),
    (
      .usdm, "/futures/data/topLongShortPositionRatio", "symbol=BTCUSDT&period=5m",
      "rest/usdm/top_trader_long_short_ratio_positions.json"
    ),
    (.usdm, "/futures/data/globalLongShortAccountRatio", "symbol=BTCUSDT&period=5m", "rest/usdm/long_short_ratio.json"),
    (.usdm, "/futures/data/takerlongshortRatio", "symbol=BTCUSDT&period=5m", "rest/usdm/taker_buy_sell_volume.json"),
    (.usdm, "/futures/data/basis", "pair=BTCUSDT&contractType=PERPETUAL&period=5m", "rest/usdm/basis.json"),
    (.usdm, "/fapi/v1/fundingRate", "symbol=BTCUSDT", "rest/usdm/get_funding_rate_history.json"),
    (
      .coinm, "/dapi/v1/fundingRate", "symbol=BTCUSD_PERP",
      "rest/coinm/get_funding_rate_history_of_perpetual_futures.json"
    ),
    (.coinm, "/dapi/v1/account", "", "rest/coinm/account_information.json"),
    (.coinm, "/dapi/v1/balance", "", "rest/coinm/futures_account_balance.json"),
    (.coinm, "/dapi/v1/positionRisk", "", "rest/coinm/position_information.json"),
    (.coinm, "/dapi/v1/userTrades", "symbol=BTCUSD_PERP", "rest/coinm/account_trade_list.json"),
    (.coinm, "/dapi/v1/allOrders", "symbol=BTCUSD_PERP", "rest/coinm/query_order.json"),
    (.coinm, "/dapi/v1/openOrders", "symbol=BTCUSD_PERP", "rest/coinm/current_all_open_orders.json"),
    (.coinm, "/dapi/v1/income", "", "rest/coinm/get_income_history.json"),
    (.coinm, "/dapi/v1/leverageBracket", "", "rest/coinm/notional_bracket_for_pair.json"),
    (.coinm, "/dapi/v2/leverageBracket", "symbol=BTCUSD_PERP", "rest/coinm/notional_bracket_for_symbol.json"),
    (.coinm, "/dapi/v1/adlQuantile", "", "rest/coinm/position_adl_quantile_estimation.json"),
    (
      .coinm, "/futures/data/openInterestHist", "pair=BTCUSD&contractType=PERPETUAL&period=5m",
      "rest/coinm/open_interest_statistics.json"
    ),
    (
      .coinm, "/futures/data/topLongShortPositionRatio", "pair=BTCUSD&period=5m",
      "rest/coinm/top_trader_long_short_ratio_positions.json"
    ),
    (
      .coinm, "/futures/data/takerBuySellVol", "pair=BTCUSD&contractType=ALL&period=5m",
      "rest/coinm/taker_buy_sell_volume.json"
    ),
  ]

  @Test(
    "REST answers of accounts and statistics",
    .enabled(if: VenueSamples.isPresent, "the shared data is not at ../shared/data"))
  func answers() throws {
    let fixture = try FrontFixture()
    try trade(fixture)
    for (product, path, query, file) in Self.answers {
      let sample = try VenueSamples.read(file)
      let answer = try Client(fixture: fixture, product: product).call(.get, path, query)
      let (expected, actual) = (sample.elements.first ?? sample, answer.elements.first ?? answer)
      let missing = Set(expected.names).subtracting(actual.names).subtracting(Self.optional)
      #expect(missing.isEmpty && !actual.names.isEmpty, "\(path) lacks \(missing.sorted())")
      for name in expected.names {
        guard let inner = expected[name]?.elements.first, case .object = inner else { continue }
        let lacks = Set(inner.names).subtracting(actual[name]?.elements.first?.names ?? [])
        #expect(lacks.isEmpty, "\(path) lacks \(lacks.sorted()) in \(name)")
      }
    }
  }

  private func trade(_ fixture: FrontFixture) throws {
    let linear = Client(fixture: fixture, product: .usdm)
    let inverse = Client(fixture: fixture, product: .coinm)
    _ = try linear.call(.post, "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01")
    _ = try inverse.call(.post, "/dapi/v1/order", "symbol=BTCUSD_PERP&side=BUY&type=MARKET&quantity=1")
    let resting = "side=BUY&type=LIMIT&timeInForce=GTC&newClientOrderId=r"
    _ = try linear.call(.post, "/fapi/v1/order", "symbol=BTCUSDT&quantity=0.01&price=63000&\(resting)")
    _ = try linear.call(
      .put, "/fapi/v1/order", "symbol=BTCUSDT&side=BUY&origClientOrderId=r&quantity=0.01&price=62900&modifyId=1")
    _ = try inverse.call(.post, "/dapi/v1/order", "symbol=BTCUSD_PERP&quantity=1&price=63000&\(resting)")
    _ = try linear.call(
      .post, "/fapi/v1/algoOrder",
      "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=STOP_MARKET&quantity=0.01&triggerPrice=50000")
    fixture.world.run(for: .seconds(2))
  }

  private static let events: [(SandboxProduct, String, String)] = [
    (.usdm, "ORDER_TRADE_UPDATE", "events/usdm-user-data/Event-Order-Update.json"),
    (.usdm, "ACCOUNT_UPDATE", "events/usdm-user-data/Event-Balance-and-Position-Update.json"),
    (.usdm, "ALGO_UPDATE", "events/usdm-user-data/Event-Algo-Order-Update.json"),
    (.usdm, "TRADE_LITE", "events/usdm-user-data/Event-Trade-Lite.json"),
    (
      .usdm, "ACCOUNT_CONFIG_UPDATE",
      "events/usdm-user-data/Event-Account-Configuration-Update-previous-Leverage-Update.json"
    ),
    (.coinm, "ORDER_TRADE_UPDATE", "events/coinm-user-data/Event-Order-Update.json"),
    (.coinm, "ACCOUNT_UPDATE", "events/coinm-user-data/Event-Balance-and-Position-Update.json"),
  ]

  @Test("user events", .enabled(if: VenueSamples.isPresent, "the shared data is not at ../shared/data"))
  func userEvents() throws {
    let fixture = try FrontFixture()
    var channels: [SandboxProduct: TestChannel] = [:]
    for product in [SandboxProduct.usdm, .coinm] {
      let answer = try #require(
        try fixture.send(
          .post, "\(product.profile.restPath)/listenKey",
          headers: [("X-MBX-APIKEY", fixture.venue.credentials.apiKey)], to: product))
      let key = try #require(JSONValue(answer.body)?["listenKey"]?.string)
      channels[product] = try fixture.connect(product == .usdm ? "/private/ws/\(key)" : "/ws/\(key)", to: product)
    }
    try trade(fixture)
    _ = try Client(fixture: fixture, product: .usdm).call(.post, "/fapi/v1/leverage", "symbol=BTCUSDT&leverage=7")
    for (product, type, file) in Self.events {
      let sample = try VenueSamples.read(file)
      let event = try #require(channels[product]?.json.last { $0["e"]?.string == type }, "\(product) \(type)")
      #expect(Set(sample.names).subtracting(event.names).isEmpty, "\(product) \(type)")
      for name in ["o", "a", "ac"] {
        let lacks = Set(sample[name]?.names ?? []).subtracting(event[name]?.names ?? [])
          .subtracting(["AP", "cr"]).subtracting(type == "ALGO_UPDATE" ? ["ap", "aq", "act", "rm"] : [])
        #expect(lacks.isEmpty, "\(product) \(type).\(name) lacks \(lacks.sorted())")
      }
      for name in ["B", "P"] {
        let lacks = Set(sample["a"]?[name]?.elements.first?.names ?? [])
          .subtracting(event["a"]?[name]?.elements.first?.names ?? [])
        #expect(lacks.isEmpty, "\(product) \(type).a.\(name) lacks \(lacks.sorted())")
      }
    }
  }
}
