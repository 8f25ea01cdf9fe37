/// The numbers of margin trading, as a table in the image of the real venue's.
enum MarginRules {
  /// What one asset costs and how much of it one account may owe.
  struct Asset {
    /// In units of 10^-8 of the principal a day.
    let dailyRate: Int64
    let borrowLimit: Amount
    let minimumBorrow: Amount
  }

  private static let assets: [String: Asset] = [
    "BTC": Asset(dailyRate: 26_125, borrowLimit: Amount(whole: 180), minimumBorrow: Amount(units: 1)),
    "ETH": Asset(dailyRate: 21_918, borrowLimit: Amount(whole: 3_000), minimumBorrow: Amount(units: 1)),
    "BNB": Asset(dailyRate: 82_192, borrowLimit: Amount(whole: 2_000), minimumBorrow: Amount(units: 1)),
    "SOL": Asset(dailyRate: 54_795, borrowLimit: Amount(whole: 20_000), minimumBorrow: Amount(units: 1)),
    "USDT": Asset(dailyRate: 13_233, borrowLimit: Amount(whole: 5_000_000), minimumBorrow: Amount(units: 1)),
  ]

  static func asset(_ name: String) -> Asset? { assets[name] }

  /// How many isolated pairs one customer may have enabled.
  static let maximumIsolatedPairs = 20

  /// Bounds of the margin level in units of 10^-8: assets divided by debts.
  struct Bars {
    let normal: Int64
    let marginCall: Int64
    let preLiquidation: Int64
    let forcedLiquidation: Int64
    /// How much may be owed for each unit of what is owned net, unless the customer says otherwise.
    let debtMultiple: Int64
  }

  static let cross = Bars(
    normal: 150_000_000, marginCall: 130_000_000, preLiquidation: 115_000_000, forcedLiquidation: 110_000_000,
    debtMultiple: 2)
  static let isolated = Bars(
    normal: 118_000_000, marginCall: 112_000_000, preLiquidation: 107_000_000, forcedLiquidation: 105_000_000,
    debtMultiple: 9)

  static func bars(_ account: MarginAccount) -> Bars { account.isIsolated ? isolated : cross }

  /// How long a loan or repayment on request takes; another one of the same account is refused meanwhile.
  static let loanDuration: Duration = .milliseconds(100)

  /// The leverages from which customers choose in cross margin.
  static let leverages: [Int64] = [3, 5, 10]

  /// The level above which money may leave an account that owes.
  static let transferLevel: Int64 = 200_000_000
  /// A small debt, in USDT, may be exchanged into another.
  static let smallDebt = Amount(whole: 10)
  /// How many small debts may be exchanged at once, and how long it takes until more may.
  static let maximumSmallDebts = 10
  static let smallDebtPause: Duration = .seconds(6 * 3_600)

  /// The interest of one hour, rounded to the nearest unit.
  static func hourlyInterest(_ principal: Amount, dailyRate: Int64) -> Amount {
    let divisor: Int128 = 24 * 100_000_000
    return Amount(units: (principal.units &* Int128(dailyRate) &+ divisor / 2) / divisor)
  }
}
