import TradingEngine
import TradingModel

/// What is known of a margin account's standing: a pure value.
struct BinanceMarginBook {
  /// One account: the cross one, or that of an isolated pair.
  struct Standing: Hashable {
    var level: WideDecimal
    /// What is held and owed, in one currency of the venue's choice.
    var assets: WideDecimal
    var debts: WideDecimal
    var free: [String: WideDecimal]
    var at: UnixNanos
  }

  /// By the isolated pair's symbol; cross margin under the empty one.
  private(set) var standings: [String: Standing] = [:]

  mutating func note(_ account: BinanceMarginAccount, at now: UnixNanos) {
    standings[""] = Standing(
      level: account.marginLevel, assets: account.totalAssetOfBtc, debts: account.totalLiabilityOfBtc,
      free: Dictionary(account.assets.map { ($0.asset, $0.free) }) { $1 }, at: now)
  }

  mutating func note(_ pairs: [BinanceIsolatedPair], at now: UnixNanos) {
    for pair in pairs {
      // In the quote currency, by the index price.
      guard let index = pair.indexPrice,
        let assets = try? Self.value(pair, index, { try $0.free.adding($0.locked) }),
        let debts = try? Self.value(pair, index, { $0.debt })
      else { continue }
      standings[pair.symbol] = Standing(
        level: pair.marginLevel, assets: assets, debts: debts,
        free: [pair.base.asset: pair.base.free, pair.quote.asset: pair.quote.free], at: now)
    }
  }

  private static func value(
    _ pair: BinanceIsolatedPair, _ index: WideDecimal, _ amount: (BinanceMarginAsset) throws -> WideDecimal
  ) throws -> WideDecimal {
    try amount(pair.base).multiplied(by: index).adding(try amount(pair.quote))
  }
}
