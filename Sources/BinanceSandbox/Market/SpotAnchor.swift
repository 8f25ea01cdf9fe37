import Foundation

/// Ties a contract's price to the spot market of its pair, as arbitrage does, with a premium that wanders.
///
/// The premium swings by some basis points within a minute, so that a strategy that trades it has something to do.
struct SpotAnchor {
  private let spot: SymbolMarket
  /// Ticks of the contract for one unit of the spot market's price.
  private let ticksPerUnit: Double
  /// What the contract costs of the spot price, without the premium: more than 1 for dated contracts.
  private var ratio: Double
  /// The premium as a fraction.
  private var premium = 0.0

  /// Seconds after which most of a deviation is gone.
  private static let pull = 4.0
  private static let premiumMemory = 20.0
  /// The premium's usual size.
  private static let premiumSize = 0.0005

  init(spot: SymbolMarket, contract: SymbolRules) {
    self.spot = spot
    let decimals = contract.priceDecimals - spot.rules.priceDecimals
    ticksPerUnit = pow(10, Double(decimals)) / Double(max(1, contract.filters.tickSize))
    let listed = Double(contract.initialPrice) / pow(10, Double(contract.priceDecimals))
    let reference = Double(spot.rules.initialPrice) / pow(10, Double(spot.rules.priceDecimals))
    let ratio = reference > 0 ? listed / reference : 1
    self.ratio = abs(ratio - 1) < 0.05 ? ratio : 1
  }

  /// The spot price in ticks of the contract; nil while there is none.
  private var price: Double? {
    let middle = spot.middle
    return middle > 0 ? Double(middle) * ticksPerUnit : nil
  }

  /// Where the contract begins.
  var start: Double? { price.map { $0 * ratio } }

  /// Pulls a price, in ticks, to where arbitrage wants it.
  ///
  /// - Parameter noise: a normally distributed number.
  mutating func pull(_ latent: Double, elapsed: Double, noise: Double) -> Double {
    guard let price else { return latent }
    let forgotten = 1 - exp(-elapsed / Self.premiumMemory)
    premium += -premium * forgotten + noise * Self.premiumSize * (2 * forgotten).squareRoot()
    return latent + (price * ratio * (1 + premium) - latent) * (1 - exp(-elapsed / Self.pull))
  }

  /// The operator moved the contract to `latent` ticks: it stays there relative to spot.
  mutating func rebase(_ latent: Double) {
    guard let price else { return }
    premium = 0
    ratio = latent / price
  }
}
