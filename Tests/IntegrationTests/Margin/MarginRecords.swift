import BinanceAdapter
import BinanceSandbox
import Testing
import TradingModel
import TradingNetwork

/// What the record endpoints tell of an account, and what follows from it by a computation of its own.
struct MarginRecords {
  let interest: [BinanceMarginInterest]
  let loans: [(loan: BinanceMarginLoan, isBorrowed: Bool)]
  let flows: [BinanceMarginFlow]
  /// What is owed in the end, principal and interest, by asset.
  private(set) var debts: [String: WideDecimal] = [:]

  /// The venue's daily rate of an asset.
  private let rates: [String: WideDecimal]
  private let now: UnixNanos

  init(_ world: MarginTradingWorld) throws {
    var interest: [BinanceMarginInterest] = []
    var borrowed: [BinanceMarginLoan] = []
    var repaid: [BinanceMarginLoan] = []
    let windows = Self.windows(until: world.world.now)
    for window in windows {
      for page in 1... {
        var history = world.history
        (history.start, history.end, history.page) = (window.start, window.end, page)
        let rows = try world.ask(.interestHistory(history))
        interest += rows.rows
        borrowed += try world.ask(.borrowings(history)).rows
        repaid += try world.ask(.repayments(history)).rows
        if page * history.size >= rows.total { break }
      }
    }
    self.interest = interest.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
    loans = (borrowed.map { ($0, true) } + repaid.map { ($0, false) }).sorted { $0.0.id < $1.0.id }
    let symbol = world.history.isolatedSymbol
    var flows: [BinanceMarginFlow] = []
    for window in windows {
      var last: Int64?
      while true {
        let next = try world.ask(
          .capitalFlow(symbol: symbol, start: window.start, end: window.end, fromId: last ?? 0, limit: 1_000))
        flows += next
        last = next.last?.id ?? last
        if next.count < 1_000 { break }
      }
    }
    self.flows = flows
    let names = Set(interest.map(\.asset))
    rates = try Dictionary(
      names.map { ($0, try #require(try world.ask(.interestRates($0)).first).rate) }, uniquingKeysWith: { $1 })
    now = world.world.now
    for (loan, isBorrowed) in loans {
      let old = debts[loan.asset] ?? .zero
      debts[loan.asset] = try isBorrowed ? old.adding(loan.amount) : old.subtracting(loan.amount)
    }
    for row in interest { debts[row.asset] = try (debts[row.asset] ?? .zero).adding(row.interest) }
  }

  /// Five weeks, one after the other: the venue tells of no more than seven days at once.
  private static func windows(until now: UnixNanos) -> [(start: UnixNanos, end: UnixNanos)] {
    let week: Int64 = 7 * 86_400_000
    return (0..<5).reversed().map { weeks in
      let end = now.milliseconds - week * Int64(weeks)
      return (UnixNanos(milliseconds: end - week + 1), UnixNanos(milliseconds: end))
    }
  }

  /// The interest of an hour: a 24th of the day's, to the eighth decimal.
  private func hour(_ principal: WideDecimal, _ asset: String) throws -> WideDecimal {
    let rate = try #require(rates[asset])
    return try principal.multiplied(by: rate).divided(by: WideDecimal(24), scale: 8, rounding: .halfUp)
  }

  /// Every loan is charged its first hour at once, and everything that is owed at every full hour, by nothing but the loans
  /// themselves.
  func checkInterest() throws {
    var expected: [String] = []
    func line(_ type: String, _ asset: String, _ principal: WideDecimal, at time: UnixNanos) throws {
      let amount = try hour(principal, asset)
      guard amount.isPositive else { return }
      expected.append("\(type) \(asset) \(principal.plain()) \(amount.plain()) \(time.milliseconds)")
    }
    var principals: [String: WideDecimal] = [:]
    let hourLength: Int64 = 3_600_000
    var nextHour = ((loans.first?.loan.time.milliseconds ?? 0) / hourLength + 1) * hourLength
    func pass(until time: Int64) throws {
      while nextHour <= time {
        for asset in principals.keys.sorted() {
          try line("PERIODIC", asset, principals[asset] ?? .zero, at: UnixNanos(milliseconds: nextHour))
        }
        nextHour += hourLength
      }
    }
    for (loan, isBorrowed) in loans {
      try pass(until: loan.time.milliseconds)
      let old = principals[loan.asset] ?? .zero
      principals[loan.asset] = try isBorrowed ? old.adding(loan.principal) : old.subtracting(loan.principal)
      if isBorrowed { try line("ON_BORROW", loan.asset, loan.amount, at: loan.time) }
    }
    try pass(until: now.milliseconds)
    let told = interest.map {
      "\($0.type) \($0.asset) \($0.principal.plain()) \($0.interest.plain()) \($0.time.milliseconds)"
    }
    #expect(told.sorted() == expected.sorted())
    #expect(told.count > 5)
  }

  /// What was told is what the ledger says, entry by entry.
  func checkLedger(_ world: MarginTradingWorld) throws {
    let ledger = world.venue.ledger.query(kind: .loan, account: world.trader)
    func amounts(_ event: String) throws -> [String] {
      try ledger.filter { $0["event"] == event }.map {
        "\($0["asset"] ?? "") \(try WideDecimal($0["amount"] ?? "").plain())"
      }
    }
    #expect(try amounts("interest").sorted() == interest.map { "\($0.asset) \($0.interest.plain())" }.sorted())
    #expect(try amounts("borrow") == loans.filter(\.isBorrowed).map { "\($0.loan.asset) \($0.loan.amount.plain())" })
    let repaid = loans.filter { !$0.isBorrowed }
    #expect(try amounts("repay") == repaid.map { "\($0.loan.asset) \($0.loan.amount.plain())" })
    #expect(try amounts("written off").isEmpty)
    try world.expectTruth()
  }

  /// What is there in the end is the sum of everything that moved, and the sum of the fills that the engine knows with the
  /// loans and transfers; the account was told so.
  func checkBalances(_ world: MarginTradingWorld) throws {
    var sums: [String: WideDecimal] = [:]
    for flow in flows { sums[flow.asset] = try (sums[flow.asset] ?? .zero).adding(flow.amount) }
    var fills: [String: WideDecimal] = [:]
    func add(_ amount: WideDecimal, _ asset: String) throws {
      fills[asset] = try (fills[asset] ?? .zero).adding(amount)
    }
    for fill in world.fills {
      let sign = WideDecimal(fill.side == .buy ? 1 : -1)
      let worth = try fill.lastQuantity.wide.multiplied(by: fill.lastPrice.wide)
      try add(fill.lastQuantity.wide.multiplied(by: sign), "BTC")
      try add(worth.multiplied(by: -sign), "USDT")
      if let fee = fill.commission { try add(-fee.amount, fee.currency.code) }
    }
    for (loan, isBorrowed) in loans { try add(isBorrowed ? loan.amount : -loan.amount, loan.asset) }
    for window in Self.windows(until: now) {
      var history = world.history
      (history.start, history.end) = (window.start, window.end)
      for transfer in try world.ask(.marginTransfers(history)).rows {
        try add(transfer.type == "ROLL_IN" ? transfer.amount : -transfer.amount, transfer.asset)
      }
    }
    for asset in ["BTC", "USDT"] {
      let told = world.account?.balance(Currency(asset))?.total.amount ?? .zero
      for (name, sum) in [("what moved adds", sums[asset]), ("the fills add", fills[asset])] {
        #expect(sum == told, "\(asset): \(name) up to \(sum?.plain() ?? "nothing"), told is \(told.plain())")
      }
    }
  }
}
