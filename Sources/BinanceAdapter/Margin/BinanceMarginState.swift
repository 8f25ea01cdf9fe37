import Logging
import TradingEngine
import TradingModel

/// What the client of a margin account knows, and listens to, besides orders and balances.
final class BinanceMarginState {
  /// How the accounts stand.
  var book = BinanceMarginBook()
  /// The isolated pairs that are enabled.
  var isolatedSymbols: Set<String> = []
  /// How much may be borrowed.
  let borrowWatch: BinanceBorrowWatch
  /// Margin calls and debts of the cross account; the venue has no such stream for isolated pairs.
  let riskStream: BinanceMarginRiskStream?
  /// The bounds of the cross account's level, once they are known.
  var bars: BinanceMarginBars?
  /// The last word of the risk stream about the level.
  var streamStatus: String?
  /// The earliest moment for the next loan or repayment.
  var nextLoan = UnixNanos.zero
  /// The numbers of the last loans and repayments that were told, so that no record is taken for two of them.
  private(set) var toldLoans: [Int64] = []
  private static let mostToldLoans = 100
  /// What was told last of levels and debts.
  private var toldFacts: [String: String] = [:]
  private var toldLevels: [String: WideDecimal] = [:]
  /// The status of each account that was logged last, by the isolated pair's symbol.
  private var loggedStatuses: [String: String] = [:]

  init(session: BinanceHttpSession, logger: Logger) {
    borrowWatch = BinanceBorrowWatch(session: session)
    riskStream =
      session.product.accountType == .margin ? BinanceMarginRiskStream(session: session, logger: logger) : nil
  }

  /// Remembers the number of a loan or repayment that is told.
  func noteTold(loan id: Int64) {
    toldLoans.append(id)
    if toldLoans.count > Self.mostToldLoans { toldLoans.removeFirst() }
  }

  /// Whether a symbol can be traded: all can in cross margin, and in isolated margin those whose pairs are enabled.
  func has(_ symbol: String) -> Bool { riskStream != nil || isolatedSymbols.contains(symbol) }

  /// Whether anything is owed, so that levels move by themselves.
  var owes: Bool { book.standings.values.contains { $0.debts.isPositive } }

  /// Adds what an answer leaves out: facts that were told and are gone, and how the cross account stands.
  func complete(_ state: AccountState) -> AccountState {
    var state = state
    for key in toldFacts.keys where state.info[key] == nil { state.info[key] = "0" }
    guard let cross = book.standings[""] else { return state }
    state.info["marginLevelStatus"] = status(of: cross.level)
    return state
  }

  /// How the cross account stands. The level itself tells, also when an event was lost; only the last step before the
  /// liquidation is the stream's to tell.
  private func status(of level: WideDecimal) -> String? {
    guard let own = bars?.status(of: level) else { return streamStatus }
    return own == "MARGIN_CALL" && streamStatus == "PRE_LIQUIDATION" ? streamStatus : own
  }

  /// Whether a state says something about debts that was not told yet, or a level that has moved by a hundredth.
  func tellsMore(_ state: AccountState) -> Bool {
    var levels: [String: WideDecimal] = [:]
    for (key, text) in state.info where key.hasSuffix("marginLevel") { levels[key] = try? WideDecimal(text) }
    let facts = state.info.filter { !$0.key.hasSuffix("OfBtc") && levels[$0.key] == nil }
    guard facts != toldFacts || levels.contains(where: { hasMoved($0.key, to: $0.value) }) else { return false }
    toldFacts = facts
    toldLevels = levels
    return true
  }

  private func hasMoved(_ key: String, to level: WideDecimal) -> Bool {
    guard let told = toldLevels[key], let change = try? level.subtracting(told).magnitude,
      let bound = try? told.multiplied(by: WideDecimal(mantissa: 1, scale: 2))
    else { return true }
    return change > bound
  }

  /// What is to be logged of the levels' statuses: those that are new, and whether they call for attention.
  func newStatuses(_ state: AccountState) -> [(text: String, isCall: Bool)] {
    var lines: [(text: String, isCall: Bool)] = []
    for (key, status) in state.info.sorted(by: { $0.key < $1.key }) where key.hasSuffix("marginLevelStatus") {
      let prefix = key.dropLast("marginLevelStatus".count)
      let before = loggedStatuses.updateValue(status, forKey: key)
      let isCall = !["EXCESSIVE", "NORMAL", "0", ""].contains(status)
      guard before != status, before != nil || isCall else { continue }
      let level = state.info[prefix + "marginLevel"] ?? "unknown"
      let place = prefix.isEmpty ? "" : " of \(prefix.dropLast())"
      lines.append(("the margin level\(place) is \(level): \(status)", isCall))
    }
    return lines
  }
}

extension BinanceMarginBars {
  /// The venue's word for a margin level. What lies just above the liquidation has a word of its own, which only the venue
  /// knows how to give.
  func status(of level: WideDecimal) -> String {
    if level <= forceLiquidation { return "FORCE_LIQUIDATION" }
    if level <= marginCall { return "MARGIN_CALL" }
    return level <= normal ? "NORMAL" : "EXCESSIVE"
  }
}
