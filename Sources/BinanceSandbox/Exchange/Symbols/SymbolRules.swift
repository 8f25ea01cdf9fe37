public import TradingModel

/// Everything that `exchangeInfo` tells about a symbol.
///
/// Prices and quantities inside the exchange are integers at ``priceDecimals`` and ``quantityDecimals`` places, which are
/// the decimals that the venue prints.
public struct SymbolRules: Sendable {
  /// Whether and how a symbol trades.
  public enum Status: String, Sendable {
    case trading = "TRADING"
    case endOfDay = "END_OF_DAY"
    case halt = "HALT"
    case pause = "BREAK"
    case cancelOnly = "CANCEL_ONLY"
    case pendingTrading = "PENDING_TRADING"
    case preDelivering = "PRE_DELIVERING"
    case preSettle = "PRE_SETTLE"
    case delivering = "DELIVERING"
    case delivered = "DELIVERED"
    case settling = "SETTLING"
    case close = "CLOSE"

    /// Whether anybody may still trade it, or will again.
    var isAlive: Bool {
      switch self {
      case .delivering, .delivered, .settling, .close: false
      default: true
      }
    }
  }

  /// The venue's name of what is traded: `BTCUSDT`, `BTCUSD_PERP`, `BTCUSDT_260327`.
  public var symbol: String
  /// The pair of a futures contract (`BTCUSD`); the symbol itself on spot.
  public var pair: String
  /// The asset that is bought and sold, in which quantities are but for contracts of COIN-M.
  public var baseAsset: String
  /// The asset in which prices are; `USD` on COIN-M, which no wallet holds.
  public var quoteAsset: String
  /// The asset of margin and profit; the quote asset on spot.
  public var marginAsset: String
  /// `PERPETUAL`, `CURRENT_QUARTER`, …; empty on spot.
  public var contractType: String
  /// Quote units per contract (COIN-M); 1 elsewhere.
  public var contractSize: Int64
  /// Whether and how it trades now, `contractStatus` on COIN-M.
  public var status: Status
  /// The decimals in which prices are printed and kept.
  public var priceDecimals: Int
  /// The decimals in which quantities are printed and kept.
  public var quantityDecimals: Int
  /// The bounds that orders must keep.
  public var filters: SymbolFilters
  /// The venue's names of the order types that it takes; spot refuses others, futures only tell them.
  public var orderTypes: [String]
  /// The venue's names of the times in force that the futures `exchangeInfo` tells; no order is checked against them.
  public var timesInForce: [String]
  /// The groups one of which an account must be in to trade it on spot; `MARGIN` makes it a margin pair.
  /// Empty on futures.
  public var permissions: [String]
  /// The kinds of orders that a spot symbol takes.
  public var capabilities = SymbolCapabilities.all
  /// When a contract was listed; the epoch on spot.
  public var onboardDate: UnixNanos
  /// When a dated contract is delivered; in the year 2100 for a perpetual one, the epoch on spot.
  public var deliveryDate: UnixNanos
  /// Maintenance and initial margin in percent, as the futures exchangeInfo prints them.
  public var maintenanceMarginPercent: String
  /// The initial margin in percent; only told, as leverage decides what an order needs.
  public var requiredMarginPercent: String
  /// Where a synthetic market starts.
  public var initialPrice: Int64
  /// The decimals of base and quote amounts, `baseAssetPrecision` and `quotePrecision`.
  public var assetPrecision: Int

  /// A price as the venue prints it.
  public func priceText(_ price: Int64) -> String { FixedText.format(price, decimals: priceDecimals) }

  /// The decimals of average prices on the futures exchanges: finer than the prices of most contracts.
  var averageDecimals: Int { max(5, priceDecimals) }

  /// A price with eight decimals, as the venue prints mark and index prices.
  func eightDecimals(_ price: Int64) -> Amount { Amount(units: Self.rescale(Int128(price), from: priceDecimals)) }

  /// A quantity as the venue prints it.
  public func quantityText(_ quantity: Int64) -> String { FixedText.format(quantity, decimals: quantityDecimals) }

  /// Price × quantity in quote units, exact to 10^-8, rounded towards zero (contract value on COIN-M).
  public func notional(price: Int64, quantity: Int64) -> Amount {
    let product = Int128(price) &* Int128(quantity)
    return Amount(units: Self.rescale(product, from: priceDecimals + quantityDecimals))
  }

  /// Whether profit and margin are in the base asset, with a quantity in contracts (COIN-M).
  var isInverse: Bool { !contractType.isEmpty && marginAsset == baseAsset }

  /// The value of a futures quantity at a price, in units of 10^-16 of the margin asset, rounded towards zero.
  func exactValue(price: Int64, quantity: Int64) -> Int128 {
    guard price > 0 else { return 0 }
    if isInverse {
      let numerator = Int128(quantity) &* Int128(contractSize) &* FixedText.power(16 + priceDecimals)
      return numerator / (Int128(price) &* FixedText.power(quantityDecimals))
    }
    return Int128(price) &* Int128(quantity) &* FixedText.power(16 - priceDecimals - quantityDecimals)
  }

  /// A quantity as an amount of its asset.
  public func amount(quantity: Int64) -> Amount {
    Amount(units: Self.rescale(Int128(quantity), from: quantityDecimals))
  }

  /// Whether a text may be a spot symbol: no lower-case Latin letters, at most fifty characters.
  static func isLegal(_ symbol: String) -> Bool {
    symbol.count <= 50
      && symbol.unicodeScalars.allSatisfy { scalar in
        !(97...122).contains(scalar.value)
          && (scalar.value > 127 || "_-.".unicodeScalars.contains(scalar) || (48...57).contains(scalar.value)
            || (65...90).contains(scalar.value))
      }
  }

  static func rescale(_ value: Int128, from decimals: Int) -> Int128 {
    if decimals > 8 { return value / FixedText.power(decimals - 8) }
    return value &* FixedText.power(8 - decimals)
  }
}
