import TradingModel

// Margin accounts in the domain's terms. What is held is told as balances; what is owed, and how the account stands, by
// name in the state's further facts.
extension BinanceReportMapper {
  /// The cross account, complete.
  func state(_ account: BinanceMarginAccount, now: UnixNanos) throws -> AccountState {
    var info = [
      "marginLevel": account.marginLevel.plain(), "totalAssetOfBtc": account.totalAssetOfBtc.plain(),
      "totalLiabilityOfBtc": account.totalLiabilityOfBtc.plain(),
      "totalNetAssetOfBtc": account.totalNetAssetOfBtc.plain(),
    ]
    for asset in account.assets { Self.add(asset, prefix: "", to: &info) }
    return AccountState(
      accountId: accountId, accountType: .margin, balances: try account.assets.map(Self.balance), isComplete: true,
      info: info, tsEvent: now, tsInit: now)
  }

  /// The isolated accounts together: balances are sums over the pairs, each pair's own are told by its symbol.
  func state(_ pairs: [BinanceIsolatedPair], now: UnixNanos) throws -> AccountState {
    var info: [String: String] = [:]
    var balances: [String: AccountBalance] = [:]
    for pair in pairs where pair.isEnabled {
      info["\(pair.symbol).marginLevel"] = pair.marginLevel.plain()
      info["\(pair.symbol).marginLevelStatus"] = pair.marginLevelStatus
      info["\(pair.symbol).liquidatePrice"] = pair.liquidatePrice.plain()
      for asset in [pair.base, pair.quote] {
        Self.add(asset, prefix: pair.symbol + ".", to: &info)
        let own = try Self.balance(asset)
        if let known = balances[asset.asset] {
          balances[asset.asset] = try AccountBalance(
            free: known.free.adding(own.free), locked: known.locked.adding(own.locked))
        } else {
          balances[asset.asset] = own
        }
      }
    }
    return AccountState(
      accountId: accountId, accountType: .margin, balances: balances.keys.sorted().compactMap { balances[$0] },
      isComplete: true, info: info, tsEvent: now, tsInit: now)
  }

  private static func balance(_ asset: BinanceMarginAsset) throws -> AccountBalance {
    let currency = Currency(asset.asset)
    return try AccountBalance(free: Money(asset.free, currency), locked: Money(asset.locked, currency))
  }

  private static func add(_ asset: BinanceMarginAsset, prefix: String, to info: inout [String: String]) {
    guard !asset.borrowed.isZero || !asset.interest.isZero || !asset.netAsset.isZero else { return }
    info["\(prefix)\(asset.asset).borrowed"] = asset.borrowed.plain()
    info["\(prefix)\(asset.asset).interest"] = asset.interest.plain()
    info["\(prefix)\(asset.asset).netAsset"] = asset.netAsset.plain()
  }
}
