import TradingModel

/// What an account has on one futures exchange besides its wallet: positions and settings by symbol.
final class FuturesState {
  /// Positions in the order in which they were first opened.
  private(set) var positions: [FuturesPosition] = []
  private var leverages: [String: Int] = [:]
  private var isolatedSymbols: Set<String> = []
  var incomes: [IncomeRecord] = []
  var marginChanges: [MarginChange] = []
  /// Orders by which the venue closed positions, oldest first.
  var forcedOrders: [VenueOrder] = []
  /// Symbols (isolated) and assets (cross) whose margin call was told and is not over.
  var calledMargins: Set<String> = []

  static let defaultLeverage = 20

  func position(_ rules: SymbolRules, _ side: PositionSide, isInverse: Bool) -> FuturesPosition {
    if let known = positions.first(where: { $0.rules.symbol == rules.symbol && $0.side == side }) { return known }
    let position = FuturesPosition(rules: rules, isInverse: isInverse, side: side)
    positions.append(position)
    return position
  }

  func positions(of symbol: String) -> [FuturesPosition] { positions.filter { $0.rules.symbol == symbol } }

  func leverage(_ symbol: String) -> Int { leverages[symbol] ?? Self.defaultLeverage }
  func setLeverage(_ leverage: Int, _ symbol: String) { leverages[symbol] = leverage }
  var hasIsolatedSymbols: Bool { !isolatedSymbols.isEmpty }
  func isIsolated(_ symbol: String) -> Bool { isolatedSymbols.contains(symbol) }
  func setIsolated(_ isIsolated: Bool, _ symbol: String) {
    if isIsolated { isolatedSymbols.insert(symbol) } else { isolatedSymbols.remove(symbol) }
  }
}
