import TradingModel

/// A margin account of a customer: the cross one, or that of one isolated pair.
///
/// It trades on the spot exchange as an account of its own, whose spot wallet is the margin wallet; what it owes is kept
/// here.
public final class MarginAccount {
  /// What is owed of one asset.
  public struct Debt: Sendable, Equatable {
    /// What was borrowed and not yet paid back.
    public var principal = Amount.zero
    /// The interest that was charged and not yet paid; a repayment pays it first.
    public var interest = Amount.zero
    /// Everything that has to be paid back, principal and interest.
    public var total: Amount { principal + interest }
  }

  /// How an account stands, by its margin level.
  public enum Level: String, Sendable {
    case excessive = "EXCESSIVE"
    case normal = "NORMAL"
    case marginCall = "MARGIN_CALL"
    case preLiquidation = "PRE_LIQUIDATION"
    case forcedLiquidation = "FORCE_LIQUIDATION"
  }

  /// Whose it is.
  public let owner: SandboxAccount
  /// The account under which its orders are kept.
  public let trader: SandboxAccount
  /// Who hears of its risk.
  let riskChannel: SandboxAccount
  /// The pair of an isolated account; nil is cross margin.
  public let symbol: String?
  /// Whether it may be used; only an isolated pair that holds and owes nothing can be disabled.
  public internal(set) var isEnabled = true
  /// How it stood when it was last looked at; an account that never owed anything is excessive.
  public internal(set) var level = Level.excessive
  private(set) var debts: [String: Debt] = [:]
  /// Who has the account settled, while it is.
  var liquidation: Liquidation?
  var isLiquidating: Bool { liquidation != nil }

  /// Who wants an account to be settled.
  enum Liquidation {
    case forced
    case manual
  }

  // What the record endpoints tell, oldest first: the newest ``keptRows`` at most.
  var loans: [MarginRecord] = []
  var interests: [MarginRecord] = []
  var transfers: [MarginRecord] = []
  var liquidations: [VenueOrder] = []
  var smallDebts: [MarginRecord] = []
  /// Everything that moved the wallet's money.
  private(set) var flows: [MarginRecord] = []
  /// How many movements before those are no longer kept.
  private(set) var forgottenFlows = 0
  /// When the customer last borrowed or repaid on request.
  var lastLoanRequest: UnixNanos?
  /// The keys that trade this account on `/api/v3`.
  var specialKeys = SpecialKeys()
  /// What a bankruptcy left to be repaid.
  var liquidationLoan = LiquidationLoan()
  /// The highest leverage that the customer wants, in cross margin.
  var maximumLeverage: Int64 = 3
  private static let maximumFlows = 200_000
  /// How many rows of each other history are kept.
  static let keptRows = 50_000

  init(owner: SandboxAccount, trader: SandboxAccount, riskChannel: SandboxAccount, symbol: String?) {
    self.owner = owner
    self.trader = trader
    self.riskChannel = riskChannel
    self.symbol = symbol
  }

  /// Whether it is the account of one pair, not the customer's cross account.
  public var isIsolated: Bool { symbol != nil }
  /// What it holds: the spot wallet of ``trader``.
  public var wallet: Wallet { trader.wallet(.spot) }
  /// The assets that are held or owed, by name.
  public var assets: [String] { Set(wallet.assets).union(debts.keys).sorted() }

  /// What is owed of an asset; zero where nothing is.
  public func debt(_ asset: String) -> Debt { debts[asset] ?? Debt() }

  func set(_ debt: Debt, of asset: String) { debts[asset] = debt.total.isZero ? nil : debt }

  /// What is held less what is owed.
  public func net(_ asset: String) -> Amount { wallet[asset].total - debt(asset).total }

  /// Whether anything is owed, be it interest alone.
  public var hasDebts: Bool { !debts.isEmpty }

  /// Whether a loan or repayment is still being worked on, which keeps others waiting.
  func hasPendingLoan(at now: UnixNanos) -> Bool {
    lastLoanRequest.map { now - $0 < MarginRules.loanDuration } ?? false
  }

  /// Notes a movement of the wallet's money, negative where it left.
  func noteFlow(_ type: String, _ amount: Amount, _ asset: String, id: Int64, at time: UnixNanos) {
    guard !amount.isZero else { return }
    let row = MarginRecord(id: id, time: time, asset: asset, amount: amount, type: type)
    forgottenFlows += flows.append(row, keeping: Self.maximumFlows)
  }
}

extension Array {
  /// Appends a row to a history that is not kept for ever: when it is full, its older half is forgotten.
  ///
  /// - Returns: how many rows were forgotten.
  @discardableResult
  mutating func append(_ row: Element, keeping most: Int) -> Int {
    var forgotten = 0
    if count >= most {
      forgotten = count - most / 2
      removeFirst(forgotten)
    }
    append(row)
    return forgotten
  }
}

/// One row of a margin account's history.
struct MarginRecord {
  let id: Int64
  let time: UnixNanos
  let asset: String
  let amount: Amount
  /// What kind of row it is: `BORROW`, `REPAY`, `AUTO_BORROW`, `ON_BORROW`, `PERIODIC`, `ROLL_IN`, `ROLL_OUT`, …
  let type: String
  var principal = Amount.zero
  var interest = Amount.zero
  /// In units of 10^-8.
  var rate: Int64 = 0
  var from = ""
  var to = ""
  var counterAsset = ""
  var counterAmount = Amount.zero
}
