import BinanceAdapter
import BinanceSandbox
import Foundation
import Logging
import Testing
import TradingLive
import TradingModel

@testable import argonaut

/// A gateway with a spot, a margin, an isolated margin and a futures client of one account, over sockets.
@Suite("A gateway and the margin accounts", .serialized)
struct GatewayMarginTests {
  private static let clients: [(id: ClientId, type: BinanceAccountType)] = [
    ("SPOT", .spot), ("MARGIN", .margin), ("ISOLATED", .isolatedMargin), ("FUTURES", .usdtFutures),
  ]

  private func withGateway(
    seed: UInt64, _ body: (GatewayConversation, SandboxServer) async throws -> Void
  ) async throws {
    var configuration = SandboxConfiguration()
    configuration.products = [.spot, .usdm]
    configuration.seed = seed
    let server = try await SandboxServer.start(configuration)
    let directory = FileManager.default.temporaryDirectory.appending(path: "argonaut-margin-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    do {
      let gateway = try GatewayConversation(config(server, journal: directory.path))
      let ready = try await gateway.event("ready")
      #expect(Set(ready["clients"]?.elements?.compactMap(\.text) ?? []) == Set(Self.clients.map(\.id.text)))
      try await body(gateway, server)
      try await gateway.ask(99, #""command":"stop""#)
      try await gateway.finish()
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private func config(_ server: SandboxServer, journal: String) throws -> TradingNodeConfig {
    var config = TradingNodeConfig(traderId: "GATE-001")
    config.logLevel = .critical
    config.journal.directory = journal
    for (id, type) in Self.clients {
      let address = try #require(server.address(of: type.isFutures ? .usdm : .spot))
      let provider = BinanceInstrumentProviderConfig(
        loadIds: [try InstrumentId(type.isFutures ? "BTCUSDT-PERP.BINANCE" : "BTCUSDT.BINANCE")])
      config.execClients[id.text] = BinanceExecClientConfig(
        accountType: type, apiKey: SecretText(server.credentials.apiKey),
        apiSecret: SecretText(server.credentials.apiSecret), baseURLHTTP: address.http, baseURLWS: address.ws,
        baseURLWSAPI: address.wsApi, instrumentProvider: provider)
      guard type == .spot || type == .usdtFutures else { continue }
      config.dataClients[id.text] = BinanceDataClientConfig(
        accountType: type, baseURLHTTP: address.http, baseURLWS: address.ws, instrumentProvider: provider)
    }
    return config
  }

  private func ok(_ gateway: GatewayConversation, _ id: Int, _ members: String) async throws -> JSONValue {
    let answer = try await gateway.ask(id, members)
    #expect(answer["ok"]?.bool == true, "\(members): \(answer["error"]?.text ?? "")")
    return answer
  }

  /// Waits until the account of a client is as wanted.
  private func account(
    _ gateway: GatewayConversation, _ client: String, _ fits: (JSONValue) -> Bool
  ) async throws -> JSONValue {
    var last: JSONValue?
    for attempt in 0..<400 {
      let answer = try await gateway.ask(1_000 + attempt, #""command":"account","client":"\#(client)""#)
      last = answer["account"]
      if let last, fits(last) { return last }
      try await Task.sleep(for: .milliseconds(25))
    }
    Issue.record(
      "the account of \(client) did not come to what was wanted: \(last.map { "\(total($0, "USDT") ?? "")" } ?? "")")
    throw GatewayProblem("no account")
  }

  private func total(_ account: JSONValue, _ currency: String) -> String? {
    account["balances"]?.elements?.first { $0["currency"]?.text == currency }?["total"]?.text
  }

  @Test("Money goes from spot to margin, to an isolated pair, to futures and back, and each client tells it")
  func transfers() async throws {
    try await withGateway(seed: 31) { gateway, _ in
      let path = [
        ("spot", "margin", "MARGIN", "5000"), ("spot", "usdt_futures", "FUTURES", "2000"),
        ("margin", "isolated:BTCUSDT", "ISOLATED", "1500"),
      ]
      let early = try await gateway.ask(
        1, #""command":"transfer","asset":"USDT","amount":"1","from":"spot","to":"isolated:BTCUSDT""#)
      #expect(early["error"]?.text?.contains("-3003") == true)
      _ = try await ok(gateway, 2, #""command":"enablePair","symbol":"BTCUSDT""#)
      let before = try await account(gateway, "FUTURES") { total($0, "USDT") != nil }
      for (step, move) in path.enumerated() {
        let answer = try await ok(
          gateway, 10 + step,
          #""command":"transfer","asset":"USDT","amount":"\#(move.3)","from":"\#(move.0)","to":"\#(move.1)""#)
        #expect(answer["transactionId"]?.text != nil)
      }
      func plus(_ text: String?, _ amount: Int) throws -> WideDecimal {
        try WideDecimal(text ?? "0").adding(WideDecimal(amount))
      }
      let futures = try plus(total(before, "USDT"), 2_000)
      _ = try await account(gateway, "FUTURES") { total($0, "USDT").flatMap { try? WideDecimal($0) } == futures }
      _ = try await account(gateway, "MARGIN") { total($0, "USDT") == "3500.00000000" }
      _ = try await account(gateway, "ISOLATED") { total($0, "USDT") == "1500.00000000" }
      _ = try await ok(
        gateway, 20, #""command":"transfer","asset":"USDT","amount":"1500","from":"isolated:BTCUSDT","to":"spot""#)
      _ = try await account(gateway, "ISOLATED") { ["0.00000000", nil].contains(total($0, "USDT")) }
      _ = try await ok(gateway, 21, #""command":"disablePair","symbol":"BTCUSDT""#)
      let wrong = try await gateway.ask(
        22, #""command":"transfer","asset":"USDT","amount":"1","from":"spot","to":"piggy_bank""#)
      #expect(wrong["error"]?.text?.contains("'piggy_bank' is no wallet; there are spot, margin") == true)
    }
  }

  @Test("What is borrowed is told with its interest, limits can be asked for, and what is repaid is gone")
  func loans() async throws {
    try await withGateway(seed: 32) { gateway, _ in
      _ = try await ok(
        gateway, 1, #""command":"transfer","asset":"USDT","amount":"20000","from":"spot","to":"margin""#)
      let limits = try await ok(gateway, 2, #""command":"borrowable","asset":"BTC""#)
      #expect(limits["borrowLimit"]?.text == "180")
      #expect(limits["maxBorrowable"]?.decimal?.isPositive == true)
      _ = try await ok(gateway, 3, #""command":"borrow","asset":"BTC","amount":"0.1""#)
      let told = try await gateway.next("debt") {
        $0["event"]?.text == "AccountState" && $0["account"]?.text == "MARGIN-001"
          && $0["debts"]?.elements?.contains { $0["borrowed"]?.text == "0.1" } == true
      }
      let debt = told["debts"]?.elements?.first { $0["currency"]?.text == "BTC" }
      #expect(debt?["interest"]?.text == "0.00000109")
      #expect(told["marginLevel"]?.decimal?.isPositive == true)
      let much = try await gateway.ask(4, #""command":"borrow","asset":"BTC","amount":"100""#)
      #expect(much["error"]?.text?.contains("-3006") == true)
      _ = try await ok(gateway, 5, #""command":"repay","asset":"BTC","amount":"0.1""#)
      let account = try await account(gateway, "MARGIN") {
        $0["debts"]?.elements?.first { $0["currency"]?.text == "BTC" }?["borrowed"]?.text == "0.00000109"
      }
      #expect(account["type"]?.text == "MARGIN")
    }
  }

  @Test("Special keys are told without the keys, found by their names, restricted and deleted, and their mode is left")
  func specialKeys() async throws {
    try await withGateway(seed: 34) { gateway, server in
      let client = try BinanceHttpClient(
        accountType: .margin, apiKey: SecretText(server.credentials.apiKey),
        apiSecret: SecretText(server.credentials.apiSecret),
        baseURLHTTP: try #require(server.address(of: .spot)).http)
      let made = try await [client.send(.createSpecialKey("bot")), client.send(.createSpecialKey("old"))]
      func keys(_ id: Int) async throws -> [JSONValue] {
        try await ok(gateway, id, #""command":"specialKeys""#)["specialKeys"]?.elements ?? []
      }
      let told = try await keys(1)
      #expect(told.map { $0["name"]?.text } == ["bot", "old"])
      #expect(told.map { $0["keyType"]?.text } == ["HMAC_SHA256", "HMAC_SHA256"])
      #expect(told.map { $0["permission"]?.text } == ["TRADE", "TRADE"])
      _ = try await ok(gateway, 2, #""command":"deleteSpecialKey","name":"old""#)
      _ = try await ok(gateway, 3, #""command":"restrictSpecialKey","name":"bot","addresses":["10.0.0.1","10.0.0.2"]"#)
      let left = try await keys(4)
      #expect(left.map { $0["name"]?.text } == ["bot"])
      #expect(left.first?["addresses"]?.elements?.compactMap(\.text) == ["10.0.0.1", "10.0.0.2"])
      let unknown = try await gateway.ask(5, #""command":"deleteSpecialKey","name":"old""#)
      #expect(unknown["error"]?.text?.contains("no special key is named 'old'; there are bot") == true)
      _ = try await ok(gateway, 6, #""command":"exitSpecialKeyMode""#)
      #expect(try await keys(7).isEmpty)
      for key in made {
        let secrets = [key.apiKey.reveal { $0 }, key.apiSecret?.reveal { $0 } ?? ""]
        #expect(secrets.allSatisfy { $0.utf8.count == 64 })
        #expect(!gateway.lines.contains { line in secrets.contains { line.contains($0) } })
      }
    }
  }

  @Test("Small debts are told and exchanged once, and without a bankruptcy there is no loan to repay")
  func smallDebts() async throws {
    try await withGateway(seed: 35) { gateway, _ in
      _ = try await ok(
        gateway, 1, #""command":"transfer","asset":"USDT","amount":"1000","from":"spot","to":"margin""#)
      _ = try await ok(gateway, 2, #""command":"borrow","asset":"ETH","amount":"0.001""#)
      let debts = try await ok(gateway, 3, #""command":"smallLiabilities""#)["smallLiabilities"]?.elements ?? []
      #expect(debts.map { $0["asset"]?.text } == ["ETH"])
      #expect(debts.first?["principal"]?.decimal == (try WideDecimal("0.001")))
      #expect(debts.first?["liabilityAsset"]?.text == "USDT")
      #expect(debts.first?["liabilityQuantity"]?.decimal?.isPositive == true)
      _ = try await ok(gateway, 4, #""command":"exchangeSmallLiabilities","assets":["ETH"]"#)
      #expect(
        try await ok(gateway, 5, #""command":"smallLiabilities""#)["smallLiabilities"]?.elements?.isEmpty == true)
      let again = try await gateway.ask(6, #""command":"exchangeSmallLiabilities","assets":["ETH"]"#)
      #expect(again["error"]?.text?.contains("-3026") == true)
      let loan = try await ok(gateway, 7, #""command":"liquidationLoan""#)
      #expect(loan["loan"] == nil)
      let repay = try await gateway.ask(8, #""command":"repayLiquidationLoan","asset":"USDC","amount":"1""#)
      #expect(repay["error"]?.text?.contains("-3015") == true)
      let nothing = try await gateway.ask(9, #""command":"repayLiquidationLoan","asset":"USDC","amount":"0""#)
      #expect(nothing["error"]?.text?.contains("'0' repays nothing") == true)
    }
  }

  @Test("A strategy is long on spot and short on margin in one instrument, and each side is closed where it is held")
  func sideBySide() async throws {
    try await withGateway(seed: 33) { gateway, _ in
      _ = try await ok(
        gateway, 1, #""command":"transfer","asset":"USDT","amount":"20000","from":"spot","to":"margin""#)
      let order = #""command":"submit","order":{"instrument":"BTCUSDT.BINANCE","type":"MARKET","quantity":"0.05000""#
      // Whose money it is to be is not guessed.
      let nobody = try await gateway.ask(7, order + #","side":"BUY"}"#)
      #expect(nobody["error"]?.text?.contains("ISOLATED, MARGIN, SPOT: name one") == true, "\(nobody)")
      _ = try await ok(gateway, 2, order + #","side":"BUY","client":"SPOT","clientOrderId":"long"}"#)
      _ = try await ok(
        gateway, 3,
        order + #","side":"SELL","client":"MARGIN","clientOrderId":"short","params":{"sideEffectType":"MARGIN_BUY"}}"#)
      _ = try await ok(
        gateway, 4,
        #""command":"submit","order":{"instrument":"BTCUSDT-PERP.BINANCE","type":"MARKET","quantity":"0.010","side":"SELL","clientOrderId":"perp"}"#
      )
      var sides: [String] = []
      for attempt in 0..<400 where sides.count < 3 {
        let answer = try await gateway.ask(100 + attempt, #""command":"positions""#)
        sides =
          answer["positions"]?.elements?.map { position in
            ["instrument", "side", "account"].map { position[$0]?.text ?? "-" }.joined(separator: " ")
          } ?? []
        try await Task.sleep(for: .milliseconds(25))
      }
      #expect(
        sides.sorted() == [
          "BTCUSDT-PERP.BINANCE SHORT FUTURES-001", "BTCUSDT.BINANCE LONG SPOT-001",
          "BTCUSDT.BINANCE SHORT MARGIN-001",
        ])
      _ = try await ok(gateway, 600, #""command":"flatten","instrument":"BTCUSDT.BINANCE""#)
      // What the commission took of the bought currency stays short: it is less than can be traded.
      var accounts: [String] = []
      for attempt in 0..<400 where accounts.count < 4 {
        let answer = try await gateway.ask(601 + attempt, #""command":"orders","instrument":"BTCUSDT.BINANCE""#)
        let filled = answer["orders"]?.elements?.filter { $0["status"]?.text == "FILLED" } ?? []
        accounts = filled.map { "\($0["side"]?.text ?? "") \($0["client"]?.text ?? "")" }.sorted()
        try await Task.sleep(for: .milliseconds(25))
      }
      #expect(accounts == ["BUY MARGIN", "BUY SPOT", "SELL MARGIN", "SELL SPOT"], "\(accounts)")
    }
  }
}
