import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

/// Every spot request with its answer beside the venue's own sample, by names and types; more than three hundred pairs.
@Suite("Answers have the shapes of the venue's samples")
struct ConformanceTests {
  private typealias Order = (type: String, fields: [(String, String)])

  private static let types: [Order] = [
    ("LIMIT", [("timeInForce", "GTC"), ("price", "50000")]),
    ("LIMIT", [("timeInForce", "IOC"), ("price", "50000")]),
    ("LIMIT", [("timeInForce", "FOK"), ("price", "50000")]),
    ("LIMIT", [("timeInForce", "GTC"), ("price", "50000"), ("icebergQty", "0.001")]),
    ("LIMIT", [("timeInForce", "GTC"), ("pegPriceType", "PRIMARY_PEG")]),
    ("MARKET", []),
    ("LIMIT_MAKER", [("price", "50000")]),
    ("STOP_LOSS", [("stopPrice", "80000")]),
    ("STOP_LOSS", [("trailingDelta", "500")]),
    ("STOP_LOSS_LIMIT", [("timeInForce", "GTC"), ("price", "80000"), ("stopPrice", "80000")]),
    ("TAKE_PROFIT", [("stopPrice", "50000")]),
    ("TAKE_PROFIT_LIMIT", [("timeInForce", "GTC"), ("price", "50000"), ("stopPrice", "50000")]),
  ]

  private static let kinds = [
    ("ACK", "New_order_TRADE-1-Response_ACK"), ("RESULT", "New_order_TRADE-2-Response_RESULT"),
    ("FULL", "New_order_TRADE-3-Response_FULL"),
  ]

  @Test(
    "orders of every type, in every form of answer, over both ways",
    .enabled(if: VenueSamples.isPresent, "the shared data is not at ../shared/data"))
  func orders() throws {
    let desk = try ConformanceDesk()
    for (type, fields) in Self.types {
      for (kind, sample) in Self.kinds {
        let common = [("symbol", "BTCUSDT"), ("side", "BUY"), ("type", type), ("quantity", "0.01")]
        for isAPI in [false, true] {
          let name = desk.name()
          let all = common + fields + [("newOrderRespType", kind), ("newClientOrderId", name)]
          if isAPI {
            try desk.api("order.place", Dictionary(uniqueKeysWithValues: all), sample: "spot-docs/\(sample)")
          } else {
            try desk.rest(.post, "/api/v3/order", Self.query(all), sample: sample)
          }
          try follow(name, desk, isAPI: isAPI)
        }
      }
    }
    #expect(desk.pairs > 200)
    print("\(desk.pairs) pairs of orders compared")
  }

  private static func query(_ fields: [(String, String)]) -> String {
    fields.map { "\($0)=\($1)" }.joined(separator: "&")
  }

  /// Asks for an order, and cancels it if it is open.
  private func follow(_ name: String, _ desk: ConformanceDesk, isAPI: Bool) throws {
    let query = "symbol=BTCUSDT&origClientOrderId=\(name)"
    let found = try desk.rest(.get, "/api/v3/order", query, sample: "Query_order_USER_DATA-1-Response")
    try desk.api(
      "order.status", ["symbol": "BTCUSDT", "origClientOrderId": name], sample: "Query_order_USER_DATA-2-Response")
    guard found["status"]?.string == "NEW" else { return }
    if isAPI {
      try desk.api(
        "order.cancel", ["symbol": "BTCUSDT", "origClientOrderId": name], sample: "Cancel_order_TRADE-2-Response")
    } else {
      try desk.rest(.delete, "/api/v3/order", query, sample: "Cancel_order_TRADE-1-Response")
    }
  }

  private static let lists: [(kind: String, sample: String, fields: [(String, String)])] = [
    (
      "oco", "New_Order_list_OCO_TRADE-1-Response",
      [
        ("side", "SELL"), ("quantity", "0.01"), ("aboveType", "LIMIT_MAKER"), ("abovePrice", "80000"),
        ("belowType", "STOP_LOSS_LIMIT"), ("belowStopPrice", "50000"), ("belowPrice", "50000"),
        ("belowTimeInForce", "GTC"), ("belowIcebergQty", "0.001"), ("aboveIcebergQty", "0.001"),
      ]
    ),
    (
      "oto", "New_Order_list_OTO_TRADE-1-Response",
      [
        ("workingType", "LIMIT"), ("workingSide", "BUY"), ("workingPrice", "50000"), ("workingQuantity", "0.01"),
        ("workingTimeInForce", "GTC"), ("pendingType", "MARKET"), ("pendingSide", "SELL"), ("pendingQuantity", "0.01"),
      ]
    ),
    (
      "otoco", "New_Order_list_OTOCO_TRADE-1-Response",
      [
        ("workingType", "LIMIT"), ("workingSide", "BUY"), ("workingPrice", "50000"), ("workingQuantity", "0.01"),
        ("workingTimeInForce", "GTC"), ("pendingSide", "SELL"), ("pendingQuantity", "0.01"),
        ("pendingAboveType", "LIMIT_MAKER"), ("pendingAbovePrice", "80000"), ("pendingBelowType", "STOP_LOSS_LIMIT"),
        ("pendingBelowStopPrice", "40000"), ("pendingBelowPrice", "40000"), ("pendingBelowTimeInForce", "GTC"),
      ]
    ),
    (
      "opo", "New_Order_List_OPO_TRADE-1-Response",
      [
        ("workingType", "LIMIT"), ("workingSide", "BUY"), ("workingPrice", "50000"), ("workingQuantity", "0.01"),
        ("workingTimeInForce", "GTC"), ("pendingType", "LIMIT"), ("pendingSide", "SELL"), ("pendingPrice", "80000"),
        ("pendingTimeInForce", "GTC"),
      ]
    ),
    (
      "opoco", "New_Order_List_OPOCO_TRADE-1-Response",
      [
        ("workingType", "LIMIT"), ("workingSide", "BUY"), ("workingPrice", "50000"), ("workingQuantity", "0.01"),
        ("workingTimeInForce", "GTC"), ("pendingSide", "SELL"), ("pendingAboveType", "LIMIT_MAKER"),
        ("pendingAbovePrice", "80000"), ("pendingBelowType", "STOP_LOSS"), ("pendingBelowStopPrice", "40000"),
      ]
    ),
  ]

  @Test(
    "order lists, their queries and their cancels, over both ways",
    .enabled(if: VenueSamples.isPresent, "the shared data is not at ../shared/data"))
  func orderLists() throws {
    let desk = try ConformanceDesk()
    for (kind, sample, fields) in Self.lists {
      for isAPI in [false, true] {
        let all = [("symbol", "BTCUSDT")] + fields
        let answer =
          isAPI
          ? try desk.api(
            "orderList.place.\(kind)", Dictionary(uniqueKeysWithValues: all), sample: "spot-docs/\(sample)")
          : try desk.rest(.post, "/api/v3/orderList/\(kind)", Self.query(all), sample: sample)
        let id = answer["orderListId"]?.text ?? ""
        try desk.rest(.get, "/api/v3/orderList", "orderListId=\(id)", sample: "Query_Order_list_USER_DATA-1-Response")
        try desk.api("orderList.status", ["orderListId": id], sample: "Query_Order_list_USER_DATA-2-Response")
        try desk.rest(.get, "/api/v3/openOrderList", sample: "Query_Open_Order_lists_USER_DATA-1-Response")
        try desk.api("openOrderLists.status", sample: "Current_open_Order_lists_USER_DATA-2-Response")
        if isAPI {
          try desk.api(
            "orderList.cancel", ["symbol": "BTCUSDT", "orderListId": id], sample: "Cancel_Order_list_TRADE-2-Response")
        } else {
          try desk.rest(
            .delete, "/api/v3/orderList", "symbol=BTCUSDT&orderListId=\(id)",
            sample: "Cancel_Order_list_TRADE-1-Response")
        }
      }
    }
    let old =
      "symbol=BTCUSDT&side=SELL&quantity=0.01&price=80000&stopPrice=50000&stopLimitPrice=50000&stopLimitTimeInForce=GTC"
    try desk.rest(.post, "/api/v3/order/oco", old, sample: "New_OCO_Deprecated_TRADE-1-Response")
    try desk.rest(.get, "/api/v3/allOrderList", sample: "Query_all_Order_lists_USER_DATA-1-Response")
    try desk.api("allOrderLists", sample: "Account_order_list_history_USER_DATA-2-Response")
    try desk.rest(
      .post, "/api/v3/order",
      "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000&newClientOrderId=single",
      sample: "New_order_TRADE-3-Response_FULL")
    try desk.rest(
      .delete, "/api/v3/openOrders", "symbol=BTCUSDT", sample: "Cancel_All_Open_Orders_on_a_Symbol_TRADE-1-Response")
    #expect(desk.pairs > 60)
    print("\(desk.pairs) pairs of lists compared")
  }

  @Test(
    "changes: cancel-replace in all its outcomes, amendments, prevented matches, smart order routing",
    .enabled(if: VenueSamples.isPresent, "the shared data is not at ../shared/data"))
  func changes() throws {
    let desk = try ConformanceDesk()
    let limit = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01"
    let sample = "Cancel_an_Existing_Order_and_Send_a_New_Order_TRADE-"
    func place() throws -> String {
      let name = desk.name()
      _ = try desk.rest(
        .post, "/api/v3/order", limit + "&price=50000&newClientOrderId=\(name)",
        sample: "New_order_TRADE-3-Response_FULL")
      return name
    }
    let maker = "symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=0.01&price=90000"
    func replace(_ order: String, _ mode: String, _ canceled: String, _ name: String) throws {
      try desk.rest(
        .post, "/api/v3/order/cancelReplace",
        "\(order)&cancelReplaceMode=\(mode)&cancelOrigClientOrderId=\(canceled)", sample: sample + name)
    }
    try replace(limit + "&price=50001", "STOP_ON_FAILURE", try place(), "1-Response_SUCCESS_and_account_has_not_exc")
    try replace(limit + "&price=50001", "STOP_ON_FAILURE", "nobody", "2")
    try replace(maker, "STOP_ON_FAILURE", try place(), "3")
    try replace("symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=0.01&price=50002", "ALLOW_FAILURE", "nobody", "4")
    try replace(maker, "ALLOW_FAILURE", "nobody", "5")
    let amended = try place()
    try desk.rest(
      .put, "/api/v3/order/amend/keepPriority",
      "symbol=BTCUSDT&origClientOrderId=\(amended)&newQty=0.005&newClientOrderId=am1",
      sample: "Order_Amend_Keep_Priority_TRADE-1-Response")
    try desk.api(
      "order.amend.keepPriority",
      ["symbol": "BTCUSDT", "origClientOrderId": "am1", "newQty": "0.004", "newClientOrderId": "am2"],
      sample: "Order_Amend_Keep_Priority_TRADE-2-Response")
    let id =
      try desk.rest(
        .get, "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=am2", sample: "Query_order_USER_DATA-1-Response")[
        "orderId"]?.text ?? ""
    try desk.rest(
      .get, "/api/v3/order/amendments", "symbol=BTCUSDT&orderId=\(id)",
      sample: "Query_Order_Amendments_USER_DATA-1-Response")
    try desk.api(
      "order.amendments", ["symbol": "BTCUSDT", "orderId": id], sample: "Query_Order_Amendments_USER_DATA-2-Response")
    for isAPI in [false, true] {
      let fields = [
        "symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "0.5", "price": "70000",
      ]
      if isAPI {
        try desk.api("sor.order.place", fields, sample: "Place_new_order_using_SOR_TRADE-2-Response")
      } else {
        try desk.rest(
          .post, "/api/v3/sor/order", Self.query(fields.map { ($0.key, $0.value) }),
          sample: "New_order_using_SOR_TRADE-1-Response")
      }
    }
    try desk.rest(.get, "/api/v3/myAllocations", "symbol=BTCUSDT", sample: "Query_Allocations_USER_DATA-1-Response")
    try desk.api("myAllocations", ["symbol": "BTCUSDT"], sample: "Account_allocations_USER_DATA-2-Response")
    try prevent(desk)
    print("\(desk.pairs) pairs of changes compared")
  }

  /// A self-trade that is prevented.
  private func prevent(_ desk: ConformanceDesk) throws {
    let bid = try desk.fixture.get("/api/v3/ticker/bookTicker?symbol=BTCUSDT")["askPrice"]?.text ?? ""
    let price = (Amount(bid) ?? .zero) - Amount(units: 1_000_000)
    let text = FixedText.format(price.units / 1_000_000, decimals: 2)
    try desk.rest(
      .post, "/api/v3/order",
      "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=\(text)&newClientOrderId=stp",
      sample: "New_order_TRADE-3-Response_FULL")
    let taken = try desk.rest(
      .post, "/api/v3/order",
      "symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=IOC&quantity=0.01&price=\(text)&selfTradePreventionMode=EXPIRE_BOTH",
      sample: "New_order_TRADE-3-Response_FULL")
    #expect(taken["status"]?.string == "EXPIRED_IN_MATCH")
    #expect(taken["preventedMatches"]?.elements.count == 1)
    let id = taken["orderId"]?.text ?? ""
    try desk.rest(
      .get, "/api/v3/myPreventedMatches", "symbol=BTCUSDT&orderId=\(id)",
      sample: "Query_Prevented_Matches_USER_DATA-1-Response")
    try desk.api(
      "myPreventedMatches", ["symbol": "BTCUSDT", "orderId": id],
      sample: "Account_prevented_matches_USER_DATA-2-Response")
  }

  private static let account: [(path: String, query: String, sample: String, method: String, apiSample: String)] = [
    (
      "/api/v3/account", "", "Account_information_USER_DATA-1-Response", "account.status",
      "Account_information_USER_DATA-2-Response"
    ),
    (
      "/api/v3/account/commission", "symbol=BTCUSDT", "Query_Commission_Rates_USER_DATA-1-Response",
      "account.commission",
      "Account_Commission_Rates_USER_DATA-2-Response"
    ),
    (
      "/api/v3/rateLimit/order", "", "Query_Unfilled_Order_Count_USER_DATA-1-Response", "account.rateLimits.orders",
      "Unfilled_Order_Count_USER_DATA-2-Response"
    ),
    (
      "/api/v3/myFilters", "symbol=BTCUSDT", "Query_relevant_filters_USER_DATA-1-Response", "myFilters",
      "Query_Relevant_Filters_USER_DATA-2-Response"
    ),
    (
      "/api/v3/openOrders", "symbol=BTCUSDT", "Current_open_orders_USER_DATA-1-Response", "openOrders.status",
      "Current_open_orders_USER_DATA-2-Response"
    ),
    (
      "/api/v3/allOrders", "symbol=BTCUSDT", "All_orders_USER_DATA-1-Response", "allOrders",
      "Account_order_history_USER_DATA-2-Response"
    ),
    (
      "/api/v3/myTrades", "symbol=BTCUSDT", "Account_trade_list_USER_DATA-1-Response", "myTrades",
      "Account_trade_history_USER_DATA-2-Response"
    ),
  ]

  @Test(
    "account, orders, trades and test orders, over both ways",
    .enabled(if: VenueSamples.isPresent, "the shared data is not at ../shared/data"))
  func accounts() throws {
    let desk = try ConformanceDesk()
    let order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price="
    for price in ["50000", "70000"] {
      try desk.rest(.post, "/api/v3/order", order + price, sample: "New_order_TRADE-3-Response_FULL")
    }
    for (path, query, sample, method, apiSample) in Self.account {
      try desk.rest(.get, path, query, sample: sample)
      try desk.api(method, Self.fields(query), sample: apiSample)
    }
    for (rates, sample, apiSample) in [
      ("false", "Test_new_order_TRADE-1-Response", "Test_new_order_TRADE-2-Response"),
      ("true", "Test_new_order_TRADE-2-Response", "Test_new_order_TRADE-3-Response"),
    ] {
      let query = order + "50000&computeCommissionRates=\(rates)"
      try desk.rest(.post, "/api/v3/order/test", query, sample: sample)
      try desk.api("order.test", Self.fields(query), sample: apiSample)
    }
    let routed = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01&computeCommissionRates=true"
    try desk.rest(.post, "/api/v3/sor/order/test", routed, sample: "Test_new_order_using_SOR_TRADE-1-Response")
    try desk.api("sor.order.test", Self.fields(routed), sample: "Test_new_order_using_SOR_TRADE-3-Response")
    print("\(desk.pairs) pairs of accounts compared")
  }

  private static func fields(_ query: String) -> [String: String] {
    Dictionary(uniqueKeysWithValues: QueryText(query).pairs.map { ($0.name, $0.value) })
  }

  private static let market: [(path: String, query: String, sample: String, method: String, apiSample: String)] = [
    ("ping", "", "Test_connectivity-1-Response", "ping", "Test_connectivity-2-Response"),
    ("time", "", "Check_server_time-1-Response", "time", "Check_server_time-2-Response"),
    ("depth", "symbol=BTCUSDT&limit=5", "Order_book-1-Response", "depth", "Order_book-2-Response"),
    ("trades", "symbol=BTCUSDT", "Recent_trades_list-1-Response", "trades.recent", "Recent_trades-2-Response"),
    (
      "historicalTrades", "symbol=BTCUSDT", "Old_trade_lookup-1-Response", "trades.historical",
      "Historical_trades-2-Response"
    ),
    (
      "aggTrades", "symbol=BTCUSDT", "Compressed_Aggregate_trades_list-1-Response", "trades.aggregate",
      "Aggregate_trades-2-Response"
    ),
    ("klines", "symbol=BTCUSDT&interval=1m", "Kline_Candlestick_data-1-Response", "klines", "Klines-2-Response"),
    ("uiKlines", "symbol=BTCUSDT&interval=1m", "UIKlines-1-Response", "uiKlines", "UI_Klines-2-Response"),
    ("avgPrice", "symbol=BTCUSDT", "Current_average_price-1-Response", "avgPrice", "Current_average_price-2-Response"),
    (
      "ticker/24hr", "symbol=BTCUSDT", "24hr_ticker_price_change_statistics-1-Response_FULL", "ticker.24hr",
      "24hr_ticker_price_change_statistics-2-Response"
    ),
    (
      "ticker/24hr", "symbol=BTCUSDT&type=MINI", "24hr_ticker_price_change_statistics-3-Response_MINI", "ticker.24hr",
      "24hr_ticker_price_change_statistics-3"
    ),
    (
      "ticker/tradingDay", "symbol=BTCUSDT", "Trading_Day_Ticker-1-Response_FULL", "ticker.tradingDay",
      "Trading_Day_Ticker-2-Response_FULL"
    ),
    (
      "ticker/tradingDay", "symbol=BTCUSDT&type=MINI", "Trading_Day_Ticker-3-Response_MINI", "ticker.tradingDay",
      "Trading_Day_Ticker-4-Response_MINI"
    ),
    (
      "ticker", "symbol=BTCUSDT", "Rolling_window_price_change_statistics-1-Response_FULL", "ticker",
      "Rolling_window_price_change_statistics-3-Response"
    ),
    (
      "ticker/price", "symbol=BTCUSDT", "Symbol_price_ticker-1-Response", "ticker.price",
      "Symbol_price_ticker-2-Response"
    ),
    (
      "ticker/bookTicker", "symbol=BTCUSDT", "Symbol_order_book_ticker-1-Response", "ticker.book",
      "Symbol_order_book_ticker-2-Response"
    ),
    (
      "executionRules", "symbol=BNBUSDT", "Query_Execution_Rules-1-Response", "executionRules",
      "Query_Execution_Rules-2-Response"
    ),
    (
      "referencePrice", "symbol=BNBUSDT", "Query_Reference_Price-1-Response", "referencePrice",
      "Query_Reference_Price-2-Response"
    ),
    (
      "referencePrice/calculation", "symbol=BNBUSDT", "Query_Reference_Price_Calculation-2-Response",
      "referencePrice.calculation", "Query_Reference_Price_Calculation-3-Response"
    ),
  ]

  @Test(
    "market data, over both ways", .enabled(if: VenueSamples.isPresent, "the shared data is not at ../shared/data"))
  func marketData() throws {
    let desk = try ConformanceDesk()
    for (path, query, sample, method, apiSample) in Self.market {
      try desk.rest(.get, "/api/v3/\(path)", query, isSigned: false, sample: sample)
      // The request's own sample stands for an answer that has none.
      guard apiSample != "24hr_ticker_price_change_statistics-3" else { continue }
      try desk.api(method, Self.fields(query), isSigned: false, sample: apiSample)
    }
    try desk.rest(.get, "/api/v3/referencePrice", "symbol=ETHUSDT", isSigned: false, sample: "Query_Reference_Price-3")
    try desk.rest(
      .get, "/api/v3/historicalBlockTrades", "symbol=BTCUSDT&fromId=0", isSigned: false,
      sample: "Historical_Block_Trades-1-Response")
    try desk.api("session.status", isSigned: false, sample: "Query_session_status-2-Response")
    try desk.api(
      "userDataStream.subscribe.signature",
      sample: "Subscribe_to_User_Data_Stream_through_signature_subscription_USER_STRE-2-Response")
    try desk.api("session.subscriptions", isSigned: false, sample: "Listing_all_subscriptions-2-Response")
    print("\(desk.pairs) pairs of market data compared")
  }
}
