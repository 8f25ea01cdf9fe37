import TradingModel

/// What a futures account has: wallets, positions, margins and leverage, kept up to date by events and put right by
/// answers. A pure value; each fact counts by the venue's time, so that answers and events may cross.
struct BinanceFuturesBook {
  /// What the account has of one asset.
  struct Wallet: Hashable {
    var balance: WideDecimal
    /// What is tied by positions and open orders.
    var tied: WideDecimal
    var isolated: WideDecimal
    var initialMargin: WideDecimal
    var maintenanceMargin: WideDecimal
    var time: UnixNanos
  }

  struct Key: Hashable {
    let symbol: String
    let side: BinancePositionSide
  }

  struct Holding: Hashable {
    var amount: WideDecimal
    var entryPrice: WideDecimal?
    var unrealizedProfit: WideDecimal?
    /// Known from answers only, and as old as they are.
    var liquidationPrice: WideDecimal?
    var initialMargin: WideDecimal?
    var maintenanceMargin: WideDecimal?
    var marginAsset: String?
    /// What an isolated position has of its own.
    var isolatedWallet: WideDecimal?
    var time: UnixNanos
  }

  private(set) var wallets: [String: Wallet] = [:]
  private(set) var holdings: [Key: Holding] = [:]
  private(set) var leverages: [String: Int] = [:]
  /// `CROSS` or `ISOLATED` by symbol.
  private(set) var marginTypes: [String: String] = [:]
  private(set) var isMultiAssets: Bool?
  /// The venue's rules of margins.
  var rules = BinanceMarginRules()

  private static func marginType(_ word: String) -> String {
    word.lowercased().hasPrefix("iso") ? "ISOLATED" : "CROSS"
  }

  /// Takes note of the venue's time: when its clock was set back, nothing that is known is of later than now, or what
  /// comes would seem old.
  mutating func noteClock(_ time: UnixNanos) {
    let latest = time + .seconds(1)
    for key in holdings.keys where (holdings[key]?.time ?? time) > latest { holdings[key]?.time = time }
    for asset in wallets.keys where (wallets[asset]?.time ?? time) > latest { wallets[asset]?.time = time }
  }

  // MARK: - Answers

  /// Takes over an account that was asked for at `time`.
  mutating func apply(_ account: BinanceFuturesAccount, at time: UnixNanos) {
    isMultiAssets = account.isMultiAssets ?? isMultiAssets
    let told = Set(account.assets.map(\.asset))
    for asset in wallets.keys where !told.contains(asset) && (wallets[asset]?.time ?? .zero) <= time {
      wallets[asset] = nil
    }
    for asset in account.assets where (wallets[asset.asset]?.time ?? .zero) <= time {
      let cross = asset.crossWalletBalance ?? asset.walletBalance
      wallets[asset.asset] = Wallet(
        balance: asset.walletBalance, tied: Self.difference(asset.walletBalance, asset.availableBalance),
        isolated: Self.difference(asset.walletBalance, cross), initialMargin: asset.initialMargin,
        maintenanceMargin: asset.maintMargin, time: time)
    }
    for position in account.positions {
      noteConfig(position)
      guard let key = Self.key(position) else { continue }
      holdings[key]?.initialMargin = position.initialMargin
      holdings[key]?.maintenanceMargin = position.maintMargin
    }
  }

  /// Takes over all positions, asked for at `time`: those that are missing are flat.
  mutating func apply(_ positions: [BinanceFuturesPosition], at time: UnixNanos) {
    let told = Set(positions.compactMap(Self.key))
    for (key, holding) in holdings where !told.contains(key) && holding.time <= time {
      holdings[key] = Holding(amount: .zero, time: time)
    }
    for position in positions {
      noteConfig(position)
      guard let key = Self.key(position) else { continue }
      if let known = holdings[key], known.time > max(position.updateTime ?? .zero, time) { continue }
      if holdings[key] == nil, position.amount.isZero { continue }
      holdings[key] = Holding(
        amount: position.amount, entryPrice: position.entryPrice, unrealizedProfit: position.unrealizedProfit,
        liquidationPrice: position.liquidationPrice.flatMap { $0.isPositive ? $0 : nil },
        initialMargin: position.initialMargin ?? holdings[key]?.initialMargin,
        maintenanceMargin: position.maintMargin ?? holdings[key]?.maintenanceMargin,
        marginAsset: position.marginAsset, isolatedWallet: position.isolatedWallet ?? holdings[key]?.isolatedWallet,
        time: max(position.updateTime ?? .zero, holdings[key]?.time ?? .zero))
    }
  }

  mutating func apply(_ config: BinanceSymbolConfig) {
    leverages[config.symbol] = config.leverage
    marginTypes[config.symbol] = Self.marginType(config.marginType)
  }

  // MARK: - Events

  /// Takes over what an event tells.
  ///
  /// - Returns: the positions that it touched.
  mutating func apply(_ update: BinanceFuturesAccountUpdate) -> [Key] {
    for balance in update.balances {
      let known = wallets[balance.asset]
      if let known, known.time > update.transactionTime { continue }
      let isolated = balance.crossWalletBalance.map { Self.difference(balance.walletBalance, $0) } ?? .zero
      // What orders and cross positions tie is not told; it stays until the next answer.
      let before = known.map { Self.difference($0.tied, $0.isolated) } ?? .zero
      wallets[balance.asset] = Wallet(
        balance: balance.walletBalance, tied: (try? before.adding(isolated)) ?? isolated, isolated: isolated,
        initialMargin: known?.initialMargin ?? .zero, maintenanceMargin: known?.maintenanceMargin ?? .zero,
        time: update.transactionTime)
    }
    var touched: [Key] = []
    for position in update.positions {
      guard let side = BinancePositionSide(rawValue: position.side) else { continue }
      let key = Key(symbol: position.symbol, side: side)
      if let type = position.marginType { marginTypes[position.symbol] = Self.marginType(type) }
      let known = holdings[key]
      if let known, known.time > update.transactionTime { continue }
      if known == nil, position.amount.isZero { continue }
      let isSame = known?.amount == position.amount
      holdings[key] = Holding(
        amount: position.amount, entryPrice: position.entryPrice, unrealizedProfit: position.unrealizedProfit,
        liquidationPrice: isSame ? known?.liquidationPrice : nil,
        // What is not told of a changed position follows from the venue's rules until it is.
        initialMargin: position.amount.isZero ? .zero : isSame ? known?.initialMargin : nil,
        maintenanceMargin: position.amount.isZero ? .zero : isSame ? known?.maintenanceMargin : nil,
        marginAsset: known?.marginAsset, isolatedWallet: position.isolatedWallet ?? known?.isolatedWallet,
        time: update.transactionTime)
      touched.append(key)
    }
    return touched
  }

  /// Takes over what a margin call tells.
  mutating func apply(_ call: BinanceMarginCall) {
    for position in call.positions {
      guard let side = BinancePositionSide(rawValue: position.side) else { continue }
      let key = Key(symbol: position.symbol, side: side)
      guard var holding = holdings[key] else { continue }
      holding.maintenanceMargin = position.maintenanceMargin ?? holding.maintenanceMargin
      holding.unrealizedProfit = position.unrealizedProfit ?? holding.unrealizedProfit
      holdings[key] = holding
    }
  }

  mutating func setLeverage(_ leverage: Int, of symbol: String) { leverages[symbol] = leverage }

  mutating func setMarginType(_ type: BinanceMarginType, of symbol: String) {
    marginTypes[symbol] = Self.marginType(type.rawValue)
  }

  mutating func setMultiAssets(_ isOn: Bool) { isMultiAssets = isOn }

  private mutating func noteConfig(_ position: BinanceFuturesPosition) {
    if let leverage = position.leverage, leverage > 0 { leverages[position.symbol] = leverage }
    if let type = position.marginType { marginTypes[position.symbol] = Self.marginType(type) }
  }

  private static func key(_ position: BinanceFuturesPosition) -> Key? {
    BinancePositionSide(rawValue: position.positionSide).map { Key(symbol: position.symbol, side: $0) }
  }

  private static func difference(_ left: WideDecimal, _ right: WideDecimal) -> WideDecimal {
    max(.zero, (try? left.subtracting(right)) ?? .zero)
  }
}
