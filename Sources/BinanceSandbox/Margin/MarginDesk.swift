import TradingModel

/// All margin accounts of the venue, and everything that moves their money but trading.
///
/// Confined to the exchange's loop.
final class MarginDesk {
  unowned let exchange: VenueExchange
  private var byTrader: [Int: MarginAccount] = [:]
  private var byPlace: [Place: MarginAccount] = [:]
  /// All accounts in the order in which they were opened.
  private(set) var accounts: [MarginAccount] = []
  private var lastId: Int64 = 100_000_000
  private var lastHour: Int64?
  /// The newest transfers between wallets, oldest first.
  private(set) var universalTransfers: [UniversalTransfer] = []
  /// Hears of money that came into or left a futures wallet.
  var onFuturesTransfer: ((SandboxAccount, String, Amount, SandboxProduct) -> Void)?
  /// Tells what may leave a futures wallet; nil where the product is not served.
  var withdrawable: ((SandboxAccount, String, SandboxProduct) -> Amount?)?
  /// Hears of margin levels and debts: the account, the event's name and its fields.
  var onRisk: ((MarginAccount, [(name: StaticString, value: String)]) -> Void)?

  private struct Place: Hashable {
    let owner: Int
    let symbol: String?
  }

  init(exchange: VenueExchange) { self.exchange = exchange }

  var now: UnixNanos { exchange.clock.now }

  func nextId() -> Int64 {
    lastId += 1
    return lastId
  }

  /// Keeps a transfer for those who ask later.
  func note(_ transfer: UniversalTransfer) {
    universalTransfers.append(transfer, keeping: MarginAccount.keptRows)
  }

  // MARK: Accounts

  /// The margin account behind an account that trades; nil for a plain spot account.
  func account(of trader: SandboxAccount) -> MarginAccount? { byTrader[trader.id] }

  /// A customer's cross account, opened when first asked for.
  func cross(_ owner: SandboxAccount) -> MarginAccount { open(owner, symbol: nil) }

  /// A customer's account of an isolated pair, whether enabled or not; nil when it was never enabled.
  func isolated(_ owner: SandboxAccount, _ symbol: String) -> MarginAccount? {
    byPlace[Place(owner: owner.id, symbol: symbol)]
  }

  /// The isolated accounts of a customer, in the order in which they were enabled.
  func isolated(_ owner: SandboxAccount) -> [MarginAccount] {
    accounts.filter { $0.owner === owner && $0.isIsolated }
  }

  private func open(_ owner: SandboxAccount, symbol: String?) -> MarginAccount {
    let place = Place(owner: owner.id, symbol: symbol)
    if let known = byPlace[place] { return known }
    let name = owner.name + (symbol.map { "/isolated/\($0)" } ?? "/margin")
    let trader = exchange.accounts.open(name: name)
    trader.master = owner
    let account = MarginAccount(
      owner: owner, trader: trader, riskChannel: exchange.accounts.open(name: name + "/risk"), symbol: symbol)
    byPlace[place] = account
    byTrader[trader.id] = account
    accounts.append(account)
    return account
  }

  /// Enables an isolated pair.
  func enable(_ symbol: String, for owner: SandboxAccount) throws(VenueError) -> MarginAccount {
    let market = try exchange.requireMarket(symbol)
    guard market.rules.permissions.contains("MARGIN") else { throw .notMarginPair }
    if let known = isolated(owner, symbol), known.isEnabled {
      throw VenueError(-11003, "Isolated margin account already exists.")
    }
    guard isolated(owner).count(where: \.isEnabled) < MarginRules.maximumIsolatedPairs else {
      throw VenueError(-11007, "Isolated margin accounts exceed the maximum.")
    }
    let account = open(owner, symbol: symbol)
    account.isEnabled = true
    return account
  }

  /// Disables an isolated pair that holds and owes nothing.
  func disable(_ symbol: String, for owner: SandboxAccount) throws(VenueError) {
    guard let account = isolated(owner, symbol), account.isEnabled else { throw .noMarginAccount }
    guard !account.hasDebts, account.assets.allSatisfy({ account.wallet[$0].total.isZero }) else {
      throw VenueError(-3041, "Balance is not enough")
    }
    account.isEnabled = false
  }

  // MARK: Values

  /// What an amount is worth in USDT by the last prices; nil where no market tells.
  func value(_ amount: Amount, of asset: String) -> Amount? {
    if asset == "USDT" { return amount }
    if let market = exchange.market(asset + "USDT"), market.lastPrice > 0 {
      return Amount(units: amount.units &* Int128(market.lastPrice) / FixedText.power(market.rules.priceDecimals))
    }
    return amount.isZero ? .zero : nil
  }

  /// What is held and owed in all, in USDT.
  func totals(_ account: MarginAccount) -> (assets: Amount, debts: Amount) {
    var assets = Amount.zero
    var debts = Amount.zero
    for asset in account.assets {
      assets += value(account.wallet[asset].total, of: asset) ?? .zero
      debts += value(account.debt(asset).total, of: asset) ?? .zero
    }
    return (assets, debts)
  }

  /// The margin level in units of 10^-8; 999 without debts.
  func level(_ account: MarginAccount) -> Int64 {
    let (assets, debts) = totals(account)
    guard debts.isPositive else { return 99_900_000_000 }
    return Int64(clamping: assets.units &* 100_000_000 / debts.units)
  }

  /// An amount in USDT in BTC.
  func inBTC(_ value: Amount) -> Amount {
    guard let market = exchange.market("BTCUSDT"), market.lastPrice > 0 else { return .zero }
    return Amount(units: value.units &* FixedText.power(market.rules.priceDecimals) / Int128(market.lastPrice))
  }

  /// An amount in USDT in another asset, rounded down.
  func inAsset(_ value: Amount, _ asset: String) -> Amount {
    if asset == "USDT" { return value }
    guard let market = exchange.market(asset + "USDT"), market.lastPrice > 0 else { return .zero }
    return Amount(units: value.units &* FixedText.power(market.rules.priceDecimals) / Int128(market.lastPrice))
  }

  // MARK: Time

  /// Once a second: interest at the full hour, and a look at every account that owes.
  func everySecond() {
    let hour = now.milliseconds / 3_600_000
    if let lastHour, hour > lastHour {
      for past in (lastHour + 1)...hour { chargeInterest(hour: past) }
    }
    lastHour = hour
    for account in accounts where account.hasDebts || account.level != .excessive { watch(account) }
  }

  // MARK: Records

  func record(_ account: MarginAccount, _ event: String, _ asset: String, _ amount: Amount) {
    let debt = account.debt(asset)
    exchange.ledger.append(
      .loan, product: .spot, account: account.trader.name, at: now,
      [
        ("event", event), ("asset", asset), ("amount", amount.description), ("symbol", account.symbol ?? ""),
        ("principal", debt.principal.description), ("interest", debt.interest.description),
      ])
  }
}

extension VenueError {
  static let noMarginAccount = VenueError(-3003, "Margin account does not exist.")
  static let notMarginPair = VenueError(-3028, "Not a valid margin pair.")
  static let notMarginAsset = VenueError(-3027, "Not a valid margin asset.")
  static let pendingTransaction = VenueError(-3007, "You have pending transaction, please try again later.")
  static let exceedsBorrowable = VenueError(-3006, "Your borrow amount has exceed maximum borrow amount.")
}
