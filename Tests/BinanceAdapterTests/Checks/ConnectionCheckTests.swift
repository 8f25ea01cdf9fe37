import Testing
import TradingModel
import TradingNetwork
import TradingTesting

@testable import BinanceAdapter

@Suite("Checking a connection")
struct ConnectionCheckTests {
  /// Checks a connection whose venue answers as told.
  private func check(
    isSigned: Bool = true, needsKey: Bool = true, clockAhead: Duration = .zero, opensStreams: Bool = true,
    _ answer: @escaping (HTTPRequest) -> (Int, String)?
  ) throws -> [BinanceCheckFinding] {
    let bench = try SessionBench(isSigned: isSigned)
    bench.respond(ahead: clockAhead) { request in
      if let answer = answer(request) { return answer }
      return (200, #"{"symbols":[],"canTrade":true,"permissions":["SPOT"],"balances":[],"enableReading":true}"#)
    }
    bench.scripted.webSocket.onConnect = { channel in
      if opensStreams { channel.open() } else { channel.end(.closedByPeer(code: 1008, reason: "no")) }
    }
    let provider = try BinanceInstrumentProvider(session: bench.session)
    var findings: [BinanceCheckFinding]?
    BinanceConnectionCheck(session: bench.session, provider: provider, needsKey: needsKey) { findings = $0 }.run()
    bench.scripted.world.run(until: { findings != nil })
    return try #require(findings)
  }

  @Test("A connection on which everything works has findings without failures")
  func allWell() throws {
    let findings = try check { request in
      request.url.contains("apiRestrictions")
        ? (200, #"{"enableReading":true,"enableSpotAndMarginTrading":true,"ipRestrict":true}"#) : nil
    }
    #expect(findings.allSatisfy { $0.verdict == .ok }, "\(findings)")
    let checks = ["reachability", "clock", "limits", "instruments", "streams", "webSocketAPI", "credentials"]
    for check in checks { #expect(findings.contains { $0.check == check }, "\(check)") }
  }

  @Test("A venue that does not answer ends the check")
  func unreachable() throws {
    let findings = try check { _ in (502, "<html></html>") }
    #expect(findings.map(\.check) == ["reachability"])
    #expect(findings.first?.origin == .connection)
  }

  @Test("A clock that is wrong by more than a second is worth a warning")
  func wrongClock() throws {
    let findings = try check(clockAhead: .seconds(5)) { _ in nil }
    #expect(findings.first { $0.check == "clock" }?.verdict == .warning)
  }

  @Test("A key that the venue refuses is the venue's refusal, and a missing one the configuration's")
  func credentials() throws {
    let refused = try check { request in
      request.url.contains("/account?")
        ? (401, #"{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}"#) : nil
    }
    #expect(refused.first { $0.check == "credentials" }?.origin == .venue)
    let missing = try check(isSigned: false) { _ in nil }
    #expect(missing.first { $0.check == "credentials" }?.origin == .configuration)
    #expect(missing.first { $0.check == "credentials" }?.detail.contains("BINANCE_API_KEY") == true)
    let notNeeded = try check(isSigned: false, needsKey: false) { _ in nil }
    #expect(notNeeded.allSatisfy { $0.verdict == .ok })
  }

  @Test("A key that may withdraw is worth a warning, one that may not trade is a failure")
  func permissions() throws {
    let findings = try check { request in
      request.url.contains("apiRestrictions")
        ? (200, #"{"enableReading":true,"enableSpotAndMarginTrading":false,"enableWithdrawals":true}"#) : nil
    }
    #expect(findings.contains { $0.check == "permissions" && $0.verdict == .failed })
    #expect(findings.contains { $0.check == "permissions" && $0.verdict == .warning })
  }

  @Test("A key on margin needs two permissions, one on spot needs one, and each that it lacks is told by its name")
  func missingPermissions() throws {
    func lacking(_ type: BinanceAccountType, trades: Bool = true, orders: Bool, margin: Bool) throws -> [String] {
      let text = #"{"enableReading":true,"enableSpotAndMarginTrading":\#(orders),"enableMargin":\#(margin)}"#
      let restrictions = try BinanceApiRestrictions(JSONValue(parsing: Array(text.utf8)))
      let report = BinanceCredentialReport(canTrade: true, restrictions: restrictions)
      let failed = report.findings(accountType: type, isTrading: trades).filter { $0.verdict == .failed }
      return ["enableSpotAndMarginTrading", "enableMargin"].filter { name in
        failed.contains { $0.detail.contains("lacks \(name);") && $0.origin == .venue }
      }
    }
    for type in [BinanceAccountType.margin, .isolatedMargin] {
      #expect(try lacking(type, orders: true, margin: true).isEmpty)
      #expect(try lacking(type, orders: false, margin: true) == ["enableSpotAndMarginTrading"])
      #expect(try lacking(type, orders: true, margin: false) == ["enableMargin"])
      #expect(try lacking(type, orders: false, margin: false).count == 2)
      #expect(try lacking(type, trades: false, orders: false, margin: false).isEmpty, "a data client needs neither")
    }
    #expect(try lacking(.spot, orders: true, margin: false).isEmpty)
    #expect(try lacking(.spot, orders: false, margin: true) == ["enableSpotAndMarginTrading"])
  }

  @Test("A key whose own permissions the venue does not tell is worth a warning, and no failure")
  func unknownPermissions() throws {
    let findings = try check { request in
      request.url.contains("apiRestrictions") ? (404, #"{"code":-5000,"msg":"Path is invalid"}"#) : nil
    }
    #expect(findings.contains { $0.check == "permissions" && $0.verdict == .warning && $0.detail.contains("-5000") })
    #expect(findings.allSatisfy { $0.verdict != .failed })
  }

  @Test("Streams that cannot be opened are told")
  func streams() throws {
    let findings = try check(opensStreams: false) { _ in nil }
    #expect(findings.first { $0.check == "streams" }?.verdict == .failed)
  }
}
