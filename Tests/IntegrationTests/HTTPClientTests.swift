import BinanceAdapter
import BinanceSandbox
import Testing
import TradingModel
import TradingTesting

/// The HTTP client alone against the sandbox, over loopback.
@Suite("The HTTP client and the sandbox")
struct HTTPClientTests {
  /// Runs `body` with a sandbox that is stopped afterwards.
  private func withSandbox(_ body: (SandboxServer) async throws -> Void) async throws {
    var configuration = SandboxConfiguration()
    configuration.seed = 11
    let server = try await SandboxServer.start(configuration)
    do {
      try await body(server)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private func client(
    _ server: SandboxServer, _ type: BinanceAccountType, key: String? = nil, secret: String? = nil
  ) throws -> BinanceHttpClient {
    let product: SandboxProduct =
      switch type {
      case .usdtFutures: .usdm
      case .coinFutures: .coinm
      default: .spot
      }
    // The tests that run beside this one may take the whole machine for a while.
    return try BinanceHttpClient(
      BinanceConnectionConfig(
        accountType: type, apiKey: SecretText(key ?? server.credentials.apiKey),
        apiSecret: SecretText(secret ?? server.credentials.apiSecret), baseURLHTTP: server.address(of: product)?.http,
        requestTimeout: .seconds(120)))
  }

  @Test("Market data of every product is read")
  func marketData() async throws {
    try await withSandbox { server in
      for (type, symbol) in [
        (BinanceAccountType.spot, "BTCUSDT"), (.usdtFutures, "BTCUSDT"), (.coinFutures, "BTCUSD_PERP"),
      ] {
        let client = try client(server, type)
        try await client.ping()
        #expect(try await client.serverTime().milliseconds > 0)
        let depth = try await client.depth(symbol, limit: 5)
        #expect(depth.bids.count == 5 && depth.asks.count == 5)
        #expect(try #require(depth.bids.first).price < #require(depth.asks.first).price)
        let info = try await client.exchangeInfo()
        #expect(info.symbols.contains { $0["symbol"]?.text == symbol })
        _ = try await client.aggTrades(symbol, limit: 5)
        _ = try await client.klines(symbol, interval: "1m", limit: 5)
        #expect(try await client.bookTicker(symbol).first?.symbol == symbol)
        #expect(try await client.ticker24hr(symbol).first?.symbol == symbol)
        if type.isFutures {
          #expect(try await client.premiumIndex(symbol).first?.markPrice.isPositive == true)
        }
        await client.shutDown()
      }
    }
  }

  @Test("The venue accepts what every kind of key signs, and refuses a wrong secret with a hint")
  func signatures() async throws {
    try await withSandbox { server in
      let failures = await server.run { venue in
        do {
          try venue.register(
            key: "ED25519-KEY", scheme: .ed25519(publicKey: SigningKeys.ed25519Public), account: "ed25519")
          try venue.register(key: "RSA-KEY", scheme: .rsa(publicKey: SigningKeys.rsaPublic), account: "rsa")
          return ""
        } catch {
          return "\(error)"
        }
      }
      #expect(failures.isEmpty)
      for (key, secret, type) in [
        (server.credentials.apiKey, server.credentials.apiSecret, BinanceKeyType.hmac),
        ("ED25519-KEY", SigningKeys.ed25519Private, .ed25519), ("RSA-KEY", SigningKeys.rsaPrivate, .rsa),
      ] {
        let client = try client(server, .spot, key: key, secret: secret)
        #expect(client.keyType == type)
        #expect(try await client.spotAccount().canTrade)
        #expect(try await client.openOrders("BTCUSDT").isEmpty)
        await client.shutDown()
      }
      let wrong = try client(server, .spot, secret: "wrong")
      let error = await #expect(throws: BinanceError.self) { try await wrong.spotAccount() }
      #expect(error?.code == -1022)
      #expect(error?.hint != nil)
      #expect(error.map { "\($0)".contains("wrong") } == false)
      await wrong.shutDown()
    }
  }

  @Test("A client whose idea of the venue's clock has become wrong recovers by itself")
  func clockSkew() async throws {
    try await withSandbox { server in
      let client = try client(server, .spot)
      _ = try await client.spotAccount()
      for skew in [30, -30] {
        var fault = VenueFault(.skew)
        fault.duration = .seconds(skew)
        await server.run { [fault] venue in venue.apply(fault) }
        #expect(try await client.spotAccount().canTrade)
      }
      await client.shutDown()
    }
  }

  @Test("Instruments of every product load, and unknown ones are told")
  func instruments() async throws {
    try await withSandbox { server in
      for (type, known) in [
        (BinanceAccountType.spot, "BTCUSDT.BINANCE"), (.usdtFutures, "BTCUSDT-PERP.BINANCE"),
        (.coinFutures, "BTCUSD-PERP.BINANCE"),
      ] {
        let client = try client(server, type)
        let ids = [try InstrumentId(known), InstrumentId(symbol: "NOPE", venue: "BINANCE")]
        let found = try await client.loadInstruments(BinanceInstrumentProviderConfig(loadIds: ids))
        #expect(found.instruments.map(\.id) == [ids[0]])
        #expect(found.summary.missing == [ids[1]])
        #expect(found.instruments.first?.isInverse == (type == .coinFutures))
        let findings = try await client.check(BinanceInstrumentProviderConfig(loadIds: [ids[0]]))
        #expect(findings.contains { $0.check == "credentials" && $0.verdict == .ok }, "\(findings)")
        await client.shutDown()
      }
    }
  }

  @Test("A client that was shut down says so")
  func shutDown() async throws {
    let client = try BinanceHttpClient(accountType: .spot, baseURLHTTP: "http://127.0.0.1:1")
    await client.shutDown()
    let error = await #expect(throws: BinanceError.self) { try await client.serverTime() }
    #expect(error?.kind == .shutDown)
  }
}
