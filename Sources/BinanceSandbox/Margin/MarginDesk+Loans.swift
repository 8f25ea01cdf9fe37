import TradingModel

// Borrowing, repaying and moving money in and out.
extension MarginDesk {
  /// How much more of an asset an account may borrow, and the most that it may owe.
  func maximumBorrow(_ account: MarginAccount, _ asset: String) throws(VenueError) -> (amount: Amount, limit: Amount) {
    try checkAsset(asset, in: account)
    guard let rules = MarginRules.asset(asset) else { return (.zero, .zero) }
    let (assets, debts) = totals(account)
    let multiple = Int128(account.isIsolated ? MarginRules.isolated.debtMultiple : account.maximumLeverage - 1)
    let room = Amount(units: max(0, (assets - debts).units &* multiple &- debts.units))
    let left = rules.borrowLimit - account.debt(asset).principal
    return (max(.zero, min(inAsset(room, asset), left)), rules.borrowLimit)
  }

  private func checkAsset(_ asset: String, in account: MarginAccount) throws(VenueError) {
    guard MarginRules.asset(asset) != nil else { throw .notMarginAsset }
    guard let symbol = account.symbol else { return }
    let rules = try exchange.requireMarket(symbol).rules
    guard asset == rules.baseAsset || asset == rules.quoteAsset else { throw .notMarginAsset }
  }

  /// Lends to an account.
  @discardableResult
  func borrow(
    _ amount: Amount, _ asset: String, for account: MarginAccount, type: String = "BORROW"
  ) throws(VenueError) -> Int64 {
    let (room, _) = try maximumBorrow(account, asset)
    guard let rules = MarginRules.asset(asset), amount >= rules.minimumBorrow, amount.isPositive else {
      throw VenueError(-3013, "Borrow amount less than minimum borrow amount.")
    }
    guard amount <= room else { throw .exceedsBorrowable }
    var debt = account.debt(asset)
    debt.principal += amount
    account.set(debt, of: asset)
    account.wallet.credit(amount, of: asset)
    exchange.spot.house.credit(-amount, of: asset)
    let id = nextId()
    account.loans.append(
      MarginRecord(id: id, time: now, asset: asset, amount: amount, type: type, principal: amount),
      keeping: MarginAccount.keptRows)
    account.noteFlow("BORROW", amount, asset, id: id, at: now)
    record(account, "borrow", asset, amount)
    // The first hour is charged at once.
    charge(amount, asset, account, type: "ON_BORROW", at: now)
    exchange.touch(account.trader, asset)
    tellDebt(account, asset, "BORROW")
    return id
  }

  /// Takes back what was lent: interest first, then principal.
  @discardableResult
  func repay(
    _ amount: Amount, _ asset: String, for account: MarginAccount, type: String = "REPAY"
  ) throws(VenueError) -> Int64 {
    var debt = account.debt(asset)
    guard amount.isPositive else { throw VenueError(-3016, "Repay amount less than minimum repay amount.") }
    guard amount <= debt.total else { throw VenueError(-3015, "Repay amount exceeds borrow amount.") }
    guard account.wallet[asset].free >= amount else { throw VenueError(-3041, "Balance is not enough") }
    let interest = min(amount, debt.interest)
    let principal = amount - interest
    debt.interest -= interest
    debt.principal -= principal
    account.set(debt, of: asset)
    account.wallet.credit(-amount, of: asset)
    exchange.spot.house.credit(principal, of: asset)
    exchange.spot.fees.credit(interest, of: asset)
    let id = nextId()
    account.loans.append(
      MarginRecord(
        id: id, time: now, asset: asset, amount: amount, type: type, principal: principal, interest: interest),
      keeping: MarginAccount.keptRows)
    account.noteFlow(type == "LIQUIDATION" ? "REPAY_LIQUIDATION" : "REPAY", -amount, asset, id: id, at: now)
    record(account, "repay", asset, amount)
    exchange.touch(account.trader, asset)
    tellDebt(account, asset, "REPAY")
    return id
  }

  // MARK: Interest

  /// Charges an hour's interest on everything that is owed.
  func chargeInterest(hour: Int64) {
    let time = UnixNanos(milliseconds: hour * 3_600_000)
    for account in accounts where account.hasDebts {
      for asset in account.assets where account.debt(asset).principal.isPositive {
        charge(account.debt(asset).principal, asset, account, type: "PERIODIC", at: time)
        tellDebt(account, asset, "INTEREST")
      }
    }
  }

  private func charge(_ principal: Amount, _ asset: String, _ account: MarginAccount, type: String, at time: UnixNanos)
  {
    guard let rules = MarginRules.asset(asset) else { return }
    let interest = MarginRules.hourlyInterest(principal, dailyRate: rules.dailyRate)
    guard interest.isPositive else { return }
    var debt = account.debt(asset)
    debt.interest += interest
    account.set(debt, of: asset)
    account.interests.append(
      MarginRecord(
        id: nextId(), time: time, asset: asset, amount: interest, type: type, principal: principal,
        interest: interest, rate: rules.dailyRate), keeping: MarginAccount.keptRows)
    record(account, "interest", asset, interest)
  }

  // MARK: Transfers

  /// How much of an asset may leave an account.
  func maximumTransfer(_ account: MarginAccount, _ asset: String) throws(VenueError) -> Amount {
    try checkAsset(asset, in: account)
    let free = account.wallet[asset].free
    guard account.hasDebts else { return free }
    let (assets, debts) = totals(account)
    let kept = Amount(units: debts.units &* Int128(MarginRules.transferLevel) / 100_000_000)
    let room = assets - kept
    return max(.zero, min(free, inAsset(room, asset)))
  }

  /// Moves money between two wallets of a customer.
  func transfer(
    _ amount: Amount, _ asset: String, of owner: SandboxAccount, from source: MarginPlace, to target: MarginPlace
  ) throws(VenueError) -> Int64 {
    guard amount.isPositive else { throw VenueError(-3026, "Your input param is invalid.") }
    let (from, to) = (try wallet(source, owner), try wallet(target, owner))
    if case .margin(let account) = from {
      guard amount <= (try maximumTransfer(account, asset)) else {
        throw VenueError(-3020, "Transfer out amount exceeds max amount.")
      }
    } else if from.wallet[asset].free < amount {
      throw VenueError(-3041, "Balance is not enough")
    } else if from.product != .spot, let most = withdrawable?(owner, asset, from.product), amount > most {
      // Margin of positions and open orders stays where it is.
      throw VenueError(-3041, "Balance is not enough")
    }
    if case .margin(let account) = to { try checkAsset(asset, in: account) }
    from.wallet.credit(-amount, of: asset)
    to.wallet.credit(amount, of: asset)
    let id = nextId()
    note(UniversalTransfer(id: id, owner: owner, from: source, to: target, asset: asset, amount: amount, time: now))
    for (side, type) in [(from, "ROLL_OUT"), (to, "ROLL_IN")] {
      guard case .margin(let account) = side else { continue }
      account.transfers.append(
        MarginRecord(
          id: id, time: now, asset: asset, amount: amount, type: type, from: source.word, to: target.word),
        keeping: MarginAccount.keptRows)
      account.noteFlow("TRANSFER", type == "ROLL_IN" ? amount : -amount, asset, id: id, at: now)
      record(account, type == "ROLL_IN" ? "transfer in" : "transfer out", asset, amount)
    }
    for (side, delta) in [(from, -amount), (to, amount)] where side.product == .spot {
      exchange.listener?.venue(
        exchange, balance: BalanceChange(account: side.account, asset: asset, delta: delta, time: now))
      exchange.touch(side.account, asset)
    }
    exchange.tellBalances(reason: "MARGIN_TRANSFER")
    for (side, delta) in [(from, -amount), (to, amount)] where side.product != .spot {
      onFuturesTransfer?(side.account, asset, delta, side.product)
    }
    return id
  }

  private func wallet(_ place: MarginPlace, _ owner: SandboxAccount) throws(VenueError) -> MarginWallet {
    switch place {
    case .main: return .plain(owner, .spot)
    case .usdm: return .plain(owner, .usdm)
    case .coinm: return .plain(owner, .coinm)
    case .cross: return .margin(cross(owner))
    case .isolated(let symbol):
      guard let account = isolated(owner, symbol), account.isEnabled else { throw .noMarginAccount }
      return .margin(account)
    }
  }

  // MARK: Small debts

  /// The debts that are small enough to be exchanged into one of USDT.
  func smallDebts(_ account: MarginAccount) -> [String] {
    account.assets.filter { asset in
      guard asset != "USDT", account.debt(asset).total.isPositive else { return false }
      return (value(account.debt(asset).total, of: asset) ?? MarginRules.smallDebt) < MarginRules.smallDebt
    }
  }

  /// Turns small debts into a debt of USDT: ten at most, and not again for six hours.
  func exchangeSmallDebts(_ assets: [String], _ account: MarginAccount) throws(VenueError) {
    let small = smallDebts(account)
    let isEarly = account.smallDebts.last.map { now - $0.time < MarginRules.smallDebtPause } ?? false
    guard !isEarly, (1...MarginRules.maximumSmallDebts).contains(assets.count), Set(assets).count == assets.count,
      assets.allSatisfy(small.contains)
    else { throw VenueError(-3026, "Your input param is invalid.") }
    for asset in assets {
      let old = account.debt(asset)
      guard let worth = value(old.total, of: asset) else { continue }
      account.set(MarginAccount.Debt(), of: asset)
      var target = account.debt("USDT")
      target.principal += worth
      account.set(target, of: "USDT")
      account.smallDebts.append(
        MarginRecord(
          id: nextId(), time: now, asset: asset, amount: old.total, type: "EXCHANGE_SMALL_LIABILITY",
          counterAsset: "USDT", counterAmount: worth), keeping: MarginAccount.keptRows)
      record(account, "exchange debt", asset, old.total)
      tellDebt(account, asset, "EXCHANGE")
      tellDebt(account, "USDT", "EXCHANGE")
    }
  }
}

/// A wallet of a customer, as transfers name it.
enum MarginPlace {
  case main
  case cross
  case isolated(String)
  case usdm
  case coinm

  var word: String {
    switch self {
    case .main: "SPOT"
    case .cross: "CROSS_MARGIN"
    case .isolated: "ISOLATED_MARGIN"
    case .usdm: "UM_FUTURE"
    case .coinm: "CM_FUTURE"
    }
  }
}

/// Where the money of a place is.
private enum MarginWallet {
  case plain(SandboxAccount, SandboxProduct)
  case margin(MarginAccount)

  var account: SandboxAccount {
    switch self {
    case .plain(let account, _): account
    case .margin(let account): account.trader
    }
  }

  var product: SandboxProduct { if case .plain(_, let product) = self { product } else { .spot } }
  var wallet: Wallet { account.wallet(product) }
}
