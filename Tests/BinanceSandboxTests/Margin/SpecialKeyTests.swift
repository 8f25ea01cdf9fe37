import Crypto
import Foundation
import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("Special keys trade a margin account on the spot endpoints")
struct SpecialKeyTests {
  private let path = "/sapi/v1/margin/apiKey"

  private func fixture() throws -> FrontFixture {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    #expect(fixture.venue.fundMargin(Amount(whole: 100_000), "USDT"))
    return fixture
  }

  private func make(_ fixture: FrontFixture, _ words: String = "apiName=fast") throws -> SandboxCredentials {
    let made = try fixture.ask(.post, path, words)
    #expect(made["type"]?.string == "HMAC_SHA256")
    return SandboxCredentials(
      account: "special", apiKey: try #require(made["apiKey"]?.string),
      apiSecret: try #require(made["secretKey"]?.string))
  }

  @Test("an order by the key is the margin account's, and so are the balances that the key sees")
  func trades() throws {
    let fixture = try fixture()
    let key = try make(fixture)
    let balances = try fixture.ask(.get, "/api/v3/account", as: key)["balances"]?.elements ?? []
    #expect(balances.map { $0["asset"]?.string } == ["USDT"])
    #expect(balances.first?["free"]?.string == "100000.00000000")
    let order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000&newClientOrderId=s"
    #expect(try fixture.ask(.post, "/api/v3/order", order, as: key)["clientOrderId"]?.string == "s")
    #expect(try fixture.ask(.get, "/sapi/v1/margin/openOrders").elements.map { $0["clientOrderId"]?.string } == ["s"])
    #expect(try fixture.ask(.get, "/api/v3/openOrders").elements.isEmpty)
    // Loans are not the key's business, but the account is one.
    #expect(
      try fixture.ask(
        .post, "/sapi/v1/margin/borrow-repay", "isIsolated=FALSE&asset=BTC&amount=1&type=BORROW", as: key)["code"]?
        .integer == -2015)
    #expect(try fixture.ask(.get, "/sapi/v1/margin/account", as: key)["userAssets"]?.elements.count == 1)
    // Nor is the customer's money.
    for (path, words) in [("asset", "type=MAIN_MARGIN"), ("futures", "type=1")] {
      let refused = try fixture.ask(.post, "/sapi/v1/\(path)/transfer", "asset=USDT&amount=1&\(words)", as: key)
      #expect(refused["code"]?.integer == -2015, "\(path)")
      #expect(try fixture.ask(.post, "/sapi/v1/\(path)/transfer", "asset=USDT&amount=1&\(words)")["tranId"] != nil)
    }
    let restrictions = "/sapi/v1/account/apiRestrictions"
    #expect(try fixture.ask(.get, restrictions, as: key)["permitsUniversalTransfer"]?.text == "false")
    #expect(try fixture.ask(.get, restrictions)["permitsUniversalTransfer"]?.text == "true")
    // Its orders count as the customer's.
    let counts = try fixture.ask(.get, "/api/v3/rateLimit/order").elements.map { $0["count"]?.integer }
    #expect(counts == [1, 1])
  }

  @Test("keys are listed, restricted to addresses, and deleted by name")
  func manages() throws {
    let fixture = try fixture()
    let key = try make(fixture, "apiName=fast&ip=10.0.0.1,10.0.0.2")
    let told = try fixture.ask(.get, path)
    #expect(told.names == ["apiName", "apiKey", "ip", "type", "permissionMode"])
    #expect(told["apiKey"]?.string == key.apiKey && told["ip"]?.string == "10.0.0.1,10.0.0.2")
    _ = try make(fixture, "apiName=slow")
    let list = try fixture.ask(.get, "/sapi/v1/margin/api-key-list").elements
    #expect(list.map { $0["apiName"]?.string } == ["fast", "slow"])
    #expect(try fixture.signed(.get, "/api/v3/account", as: key)?.status == 200)
    #expect(try fixture.signed(.get, "/api/v3/account", as: key, client: "10.0.0.9")?.status == 401)
    #expect(try fixture.ask(.put, path + "/ip", "apiKey=\(key.apiKey)&ip=10.0.0.9").names.isEmpty)
    #expect(try fixture.signed(.get, "/api/v3/account", as: key)?.status == 401)
    #expect(try fixture.signed(.get, "/api/v3/account", as: key, client: "10.0.0.9")?.status == 200)
    #expect(try fixture.ask(.delete, path)["code"]?.integer == -1102)
    #expect(try fixture.ask(.delete, path, "apiName=fast").names.isEmpty)
    #expect(try fixture.signed(.get, "/api/v3/account", as: key, client: "10.0.0.9")?.status == 401)
    #expect(try fixture.ask(.get, "/sapi/v1/margin/api-key-list").elements.count == 1)
  }

  @Test("an Ed25519 key that may only read cannot trade")
  func reads() throws {
    let fixture = try fixture()
    let secret = Curve25519.Signing.PrivateKey()
    let raw = Data(secret.publicKey.rawRepresentation).base64EncodedString()
    let encoded = raw.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
    let made = try fixture.ask(.post, path, "apiName=e&publicKey=\(encoded)&permissionMode=READ")
    #expect(made["type"]?.string == "Ed25519")
    guard case .null? = made["secretKey"] else {
      Issue.record("the venue has no secret of such a key: \(made["secretKey"]?.text ?? "none")")
      return
    }
    let account = try #require(fixture.venue.accounts.lookup(key: made["apiKey"]?.string ?? ""))
    #expect(account.credential.permissions == [.read])
    #expect(account.credential.verifier.allowsLogon)
    #expect(try fixture.ask(.post, path, "apiName=e&publicKey=AAAA")["code"]?.integer == -1130)
  }

  @Test("an isolated pair has keys of its own")
  func isolated() throws {
    let fixture = try fixture()
    #expect(fixture.venue.fundMargin(Amount(whole: 500), "USDT", isolatedSymbol: "BTCUSDT"))
    let key = try make(fixture, "apiName=pair&symbol=BTCUSDT")
    let balances = try fixture.ask(.get, "/api/v3/account", as: key)["balances"]?.elements ?? []
    #expect(balances.first?["free"]?.string == "500.00000000")
    #expect(try fixture.ask(.get, "/sapi/v1/margin/api-key-list").elements.isEmpty)
    #expect(try fixture.ask(.get, "/sapi/v1/margin/api-key-list", "symbol=BTCUSDT").elements.count == 1)
  }

  @Test("the mode is left without debts alone, takes all keys, and no key can be made for a day")
  func leavesMode() throws {
    let fixture = try fixture()
    let exit = "/sapi/v1/margin/exit-special-key-mode"
    // Outside of it nothing happens.
    #expect(try fixture.ask(.post, exit).names.isEmpty)
    let key = try make(fixture)
    _ = try fixture.ask(.post, "/sapi/v1/margin/borrow-repay", "isIsolated=FALSE&asset=USDT&amount=5&type=BORROW")
    #expect(try fixture.ask(.post, exit)["code"]?.integer == -1020)
    let desk = try fixture.front(.spot).exchange.margin
    let account = desk.cross(try #require(fixture.venue.accounts.account(named: fixture.venue.credentials.account)))
    _ = try desk.repay(account.debt("USDT").total, "USDT", for: account)
    #expect(try fixture.ask(.post, exit).names.isEmpty)
    #expect(try fixture.signed(.get, "/api/v3/account", as: key)?.status == 401)
    #expect(try fixture.ask(.post, path, "apiName=again")["code"]?.integer == -1020)
    let now = fixture.world.now
    #expect(!account.specialKeys.mayAdd(at: now + .seconds(86_399)))
    #expect(account.specialKeys.mayAdd(at: now + .seconds(86_400)))
  }

  @Test("what a bankrupt account in the mode still owed becomes a loan, repaid from the spot wallet")
  func bankruptcy() throws {
    let fixture = ExchangeFixture()
    let (desk, alice) = (fixture.exchange.margin, fixture.alice)
    let account = desk.cross(alice)
    _ = try desk.transfer(Amount(whole: 65_000), "USDT", of: alice, from: .main, to: .cross)
    account.specialKeys.add(SpecialKey(name: "k", key: "k", type: .hmac, mode: .trade))
    fixture.liquidity(.buy, "65000", "2")
    try fixture.place("side=SELL type=MARKET quantity=1 sideEffectType=MARGIN_BUY", by: account.trader)
    // The short costs twice what there is, and nobody offers more than a part of it.
    fixture.liquidity(.sell, "260000", "5")
    fixture.market.lastPrice = 26_000_000 * 1_000_000
    desk.liquidate(account)
    #expect(!account.hasDebts)
    let owed = account.liquidationLoan.remaining
    #expect(owed.isPositive)
    #expect(
      fixture.refusal { _ = try desk.repayLiquidationLoan(owed + Amount(units: 1), "USDC", of: alice) }
        == "-3015 Repay amount exceeds borrow amount.")
    #expect(
      fixture.refusal { _ = try desk.repayLiquidationLoan(Amount(whole: 1), "USDT", of: alice) }
        == "-3026 Your input param is invalid.")
    let before = alice.wallet(.spot)["USDC"].free
    _ = try desk.repayLiquidationLoan(Amount(whole: 100), "USDC", of: alice)
    #expect(alice.wallet(.spot)["USDC"].free == before - Amount(whole: 100))
    #expect(account.liquidationLoan.remaining == owed - Amount(whole: 100))
    #expect(account.liquidationLoan.repayments.map(\.amount) == [Amount(whole: 100)])
  }
}
