import Testing

@testable import TradingModel

@Suite("Accounts")
struct AccountTests {
  private func state(
    _ balances: [(Currency, String, String)], margins: [MarginBalance] = [], isComplete: Bool, at time: Int64
  ) throws -> AccountState {
    AccountState(
      accountId: "BINANCE-001", accountType: .cash,
      balances: try balances.map { try AccountBalance(free: Money($0.1, $0.0), locked: Money($0.2, $0.0)) },
      margins: margins, isComplete: isComplete, tsEvent: UnixNanos(time), tsInit: UnixNanos(time))
  }

  @Test("total is locked and free together, whatever was told")
  func balances() throws {
    let spot = try AccountBalance(free: Money("1.5", .btc), locked: Money("0.5", .btc))
    #expect(try spot.total == Money("2", .btc))
    let over = try AccountBalance(total: Money("2", .btc), free: Money("3", .btc))
    #expect(try over.free == Money("2", .btc) && over.locked == .zero(.btc))
    let debt = try AccountBalance(total: Money("-1", .btc), locked: Money("1", .btc))
    #expect(try debt.free == Money("-1", .btc) && debt.locked == .zero(.btc))
    #expect(throws: DecimalError.currencyMismatch) { try AccountBalance(total: .zero(.btc), locked: .zero(.usdt)) }
  }

  @Test("a partial state changes what it tells, a complete one everything")
  func merging() throws {
    let margin = MarginBalance(initial: .zero(.usdt), maintenance: .zero(.usdt))
    var account = Account(
      try state([(.btc, "1", "0"), (.usdt, "100", "0")], margins: [margin], isComplete: true, at: 1))
    account.apply(try state([(.usdt, "50", "50")], isComplete: false, at: 2))
    #expect(account.balances.map(\.currency.code) == ["BTC", "USDT"])
    #expect(try account.free(.usdt) == Money("50", .usdt))
    #expect(account.margins == [margin])
    account.apply(try state([(.usdt, "7", "0")], isComplete: true, at: 3))
    #expect(account.balances.map(\.currency.code) == ["USDT"])
    #expect(account.margins.isEmpty)
    #expect(account.free(.btc) == .zero(.btc))
  }

  @Test("an older state changes nothing that is newer")
  func staleness() throws {
    var account = Account(try state([(.usdt, "100", "0")], isComplete: true, at: 5))
    #expect(!account.apply(try state([(.usdt, "1", "0")], isComplete: true, at: 4)))
    #expect(try account.free(.usdt) == Money("100", .usdt))
  }

  @Test("balances of different currencies may come out of order")
  func perCurrency() throws {
    var account = Account(try state([(.btc, "1", "0"), (.usdt, "100", "0")], isComplete: true, at: 5))
    #expect(account.apply(try state([(.btc, "2", "0")], isComplete: false, at: 9)))
    #expect(account.apply(try state([(.usdt, "50", "0"), (.btc, "7", "0")], isComplete: false, at: 8)))
    #expect(account.balances.map { "\($0.total)" } == ["2.00000000 BTC", "50.00000000 USDT"])
    // A complete state that was made before the last word on one currency does not take that word back.
    #expect(account.apply(try state([(.bnb, "3", "0")], isComplete: true, at: 8)))
    #expect(account.balances.map { "\($0.total)" } == ["3.00000000 BNB", "2.00000000 BTC"])
  }
}
