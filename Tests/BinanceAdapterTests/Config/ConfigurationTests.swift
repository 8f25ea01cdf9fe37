import Testing
import TradingLive
import TradingModel

@testable import BinanceAdapter

@Suite("Client configuration")
struct ConfigurationTests {
  private func tree(_ text: String) throws -> ConfigurationTree {
    try ConfigurationTree(text: text, source: "test.yaml")
  }

  @Test("Every option of a data client is read, in both spellings")
  func dataClient() throws {
    let config = try BinanceDataClientConfig(
      tree: tree(
        """
        account_type: usdt_futures
        environment: testnet
        base_url_http: http://127.0.0.1:8080
        baseURLWS: ws://127.0.0.1:8081
        use_agg_trade_ticks: true
        recv_window_ms: 3000
        requestTimeout: 20s
        update_instruments_interval_mins: 5
        instrument_status_poll_secs: 0
        instrumentProvider: { loadIds: [BTCUSDT-PERP.BINANCE], filters: { quote: [USDT, USDC], status: TRADING } }
        """))
    #expect(config.accountType == .usdtFutures)
    #expect(config.environment == .testnet)
    #expect(config.baseURLHTTP == "http://127.0.0.1:8080")
    #expect(config.useAggTradeTicks)
    #expect(config.recvWindow == .seconds(3))
    #expect(config.requestTimeout == .seconds(20))
    #expect(config.updateInstrumentsInterval == .seconds(300))
    #expect(config.instrumentStatusPollInterval == nil)
    #expect(config.instrumentProvider.loadIds.map(\.text) == ["BTCUSDT-PERP.BINANCE"])
    #expect(config.instrumentProvider.filters == ["quote": ["USDT", "USDC"], "status": ["TRADING"]])
  }

  @Test("NautilusTrader's other names of two options are read, too")
  func otherNames() throws {
    for (word, type) in [
      ("SPOT", BinanceAccountType.spot), ("MARGIN", .margin), ("USD_M", .usdtFutures), ("COIN_M", .coinFutures),
    ] {
      let config = try BinanceExecClientConfig(
        tree: tree("product_type: \(word)\nbase_url_ws_trading: ws://127.0.0.1:8083"))
      #expect(config.accountType == type && config.baseURLWSAPI == "ws://127.0.0.1:8083")
    }
  }

  @Test("Every option of an execution client is read")
  func execClient() throws {
    let config = try BinanceExecClientConfig(
      tree: tree(
        """
        accountType: coin_futures
        accountId: BINANCE-007
        useWSTrading: false
        useGTD: false
        useReduceOnly: false
        usePositionIds: false
        useTradeLite: true
        treatExpiredAsCanceled: true
        defaultTakerFee: "0.0005"
        bnfcrCurrency: USDC
        futuresLeverages: { ETHUSD_PERP: 10 }
        futuresMarginTypes: { ETHUSD_PERP: crossed }
        positionMode: hedge
        countdownCancelAll: 30s
        inferActivationPrice: true
        externalOrderClaims: [ETHUSD-PERP.BINANCE]
        """))
    #expect(config.accountId == "BINANCE-007")
    #expect(!config.useWSTrading && !config.useGTD && !config.useReduceOnly && !config.usePositionIds)
    #expect(config.useTradeLite && config.treatExpiredAsCanceled && config.inferActivationPrice)
    #expect(config.defaultTakerFee.plain() == "0.0005")
    #expect(config.futuresLeverages == ["ETHUSD_PERP": 10])
    #expect(config.futuresMarginTypes == ["ETHUSD_PERP": .crossed])
    #expect(config.positionMode == .hedge)
    #expect(config.countdownCancelAll == .seconds(30))
    #expect(config.externalOrderClaims.count == 1)
  }

  @Test(
    "What cannot work is told with its key",
    arguments: [
      ("acountType: spot", "accountType"), ("accountType: options", "usdt_futures"),
      ("environment: prod", "testnet"), ("baseURLHTTP: http://api.binance.com", "unencrypted"),
      ("recvWindow: 2m", "60 s"), ("instrumentProvider: { loadAl: true }", "loadAll"),
      ("instrumentProvider: { loadIds: [BTCUSDT] }", "SYMBOL.VENUE"),
      ("instrumentProvider: { filters: { qoute: USDT } }", "'quote'"),
      ("updateInstrumentsInterval: soon", "duration"), ("venue: ''", "'venue': is empty"),
    ])
  func refusals(_ text: String, _ part: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try BinanceDataClientConfig(tree: tree(text)) }
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("test.yaml") == true)
  }

  @Test("Options of another product are refused")
  func contradictions() throws {
    for text in ["futuresLeverages: { BTCUSDT: 10 }", "positionMode: hedge", "sideEffectType: MARGIN_BUY"] {
      #expect(throws: ConfigurationError.self) { try BinanceExecClientConfig(tree: tree(text)) }
    }
  }

  @Test("An execution client's names are not empty, and it does not repeat less than never")
  func bounds() throws {
    for (text, part) in [
      ("venue: ''", "'venue': is empty"), ("accountId: ' '", "'accountId': is empty"),
      ("maxRetries: -1", "'maxRetries': '-1' is too little"),
    ] {
      let error = #expect(throws: ConfigurationError.self) { try BinanceExecClientConfig(tree: tree(text)) }
      #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    }
  }
}
