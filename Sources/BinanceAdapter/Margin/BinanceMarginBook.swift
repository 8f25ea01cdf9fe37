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
    /// When the account was asked for.
    var at: UnixNanos
    /// What units of a pair's two assets are worth; empty for the cross account, of which no prices are told.
    var prices: [String: WideDecimal] = [:]
  }

  /// What an order takes that may be missing in the venue's last word about the account.
  struct Claim: Hashable {
    let order: ClientOrderId
    let asset: String
    let amount: WideDecimal
    /// The part of it that the venue lends.
    let borrowed: WideDecimal
    /// What a unit is worth in the standing's currency; nil where that is not known.
    let unit: WideDecimal?
    let sentAt: UnixNanos
  }

  /// By the isolated pair's symbol; cross margin under the empty one.
  private(set) var standings: [String: Standing] = [:]
  private(set) var claims: [String: [Claim]] = [:]

  mutating func note(_ account: BinanceMarginAccount, at asked: UnixNanos) {
    standings[""] = Standing(
      level: account.marginLevel, assets: account.totalAssetOfBtc, debts: account.totalLiabilityOfBtc,
      free: Dictionary(account.assets.map { ($0.asset, $0.free) }) { $1 }, at: asked)
  }

  mutating func note(_ pairs: [BinanceIsolatedPair], at asked: UnixNanos) {
    for pair in pairs {
      // In the quote currency, by the index price.
      guard let index = pair.indexPrice,
        let assets = try? Self.value(pair, index, { try $0.free.adding($0.locked) }),
        let debts = try? Self.value(pair, index, { $0.debt })
      else { continue }
      standings[pair.symbol] = Standing(
        level: pair.marginLevel, assets: assets, debts: debts,
        free: [pair.base.asset: pair.base.free, pair.quote.asset: pair.quote.free], at: asked,
        prices: [pair.base.asset: index, pair.quote.asset: .one])
    }
  }

  private static func value(
    _ pair: BinanceIsolatedPair, _ index: WideDecimal, _ amount: (BinanceMarginAsset) throws -> WideDecimal
  ) throws -> WideDecimal {
    try amount(pair.base).multiplied(by: index).adding(try amount(pair.quote))
  }

  mutating func add(_ claim: Claim, of place: String) { claims[place, default: []].append(claim) }

  /// Forgets what orders took, since an answer of the venue includes it, or they took nothing.
  mutating func settle(_ orders: Set<ClientOrderId>) {
    for place in Array(claims.keys) { claims[place]?.removeAll { orders.contains($0.order) } }
  }

  /// How an account stands once these orders have taken what they need.
  func standing(of place: String, after claims: [Claim]) -> Standing? {
    guard var standing = standings[place] else { return nil }
    for claim in claims {
      let free = standing.free[claim.asset] ?? WideDecimal.zero
      let taken = (try? claim.amount.subtracting(claim.borrowed)) ?? WideDecimal.zero
      let rest = (try? free.subtracting(taken)) ?? WideDecimal.zero
      standing.free[claim.asset] = rest.isNegative ? WideDecimal.zero : rest
      guard claim.borrowed.isPositive, let unit = claim.unit, let worth = try? unit.multiplied(by: claim.borrowed),
        let assets = try? standing.assets.adding(worth), let debts = try? standing.debts.adding(worth),
        let level = try? assets.divided(by: debts, scale: 8, rounding: .down)
      else { continue }
      standing.assets = assets
      standing.debts = debts
      standing.level = level
    }
    return standing
  }
}
