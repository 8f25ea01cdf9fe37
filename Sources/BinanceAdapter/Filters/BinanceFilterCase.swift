import TradingEngine
import TradingModel

/// A price that is known within bounds: what judges by it is certain only where both ends agree.
struct BinancePriceBand: Hashable, Sendable {
  let low: WideDecimal
  let high: WideDecimal

  init(low: WideDecimal, high: WideDecimal) {
    self.low = low
    self.high = high
  }

  /// A price that is known exactly, or within so many thousandths of itself.
  init?(_ price: WideDecimal, tolerance thousandths: Int = 0) {
    guard price.isPositive,
      let margin = try? price.multiplied(by: WideDecimal(mantissa: Int128(thousandths), scale: 3)),
      let low = try? price.subtracting(margin), let high = try? price.adding(margin)
    else { return nil }
    self.init(low: low, high: high)
  }

  /// The band that holds both.
  func joined(with other: BinancePriceBand) -> BinancePriceBand {
    BinancePriceBand(low: min(low, other.low), high: max(high, other.high))
  }
}

/// How many orders the account certainly has open.
struct BinanceOpenOrderCounts: Hashable, Sendable {
  /// In the symbol.
  var orders = 0
  var algoOrders = 0
  var icebergOrders = 0
  var lists = 0
  /// What is left of the open orders that buy, in base units.
  var buying = WideDecimal.zero
  /// On the whole exchange.
  var allOrders = 0
  var allAlgoOrders = 0
  var allIcebergOrders = 0
  var allLists = 0
}

/// Everything that a check looks at: the order, the rules, and what is certainly known of market and account.
///
/// What is unknown or too old is absent, and the checks that need it leave the judgement to the venue.
struct BinanceFilterCase {
  let order: BinanceOrderRequest
  let rules: BinanceSymbolRules
  var knowledge = Knowledge()

  /// What is known of market and account.
  struct Knowledge {
    /// The venue's own reference price, where it has one.
    var reference: BinancePriceBand?
    /// The average price, where the venue has no reference price, with its minutes.
    var average: (price: BinancePriceBand, minutes: Int)?
    /// The mark price of a contract.
    var mark: BinancePriceBand?
    /// Whether the symbol's status is known now.
    var isStatusFresh = true
    var counts: BinanceOpenOrderCounts?
    /// Free and locked of the base asset.
    var baseTotal: WideDecimal?
    /// The most of an asset that one order may move (`MAX_ASSET`), by asset.
    var assetLimits: [String: WideDecimal] = [:]
  }

  /// The price by which the venue judges on spot, for a filter that takes the average of so many minutes.
  func reference(minutes: Int?) -> BinancePriceBand? {
    if let reference = knowledge.reference { return reference }
    guard let average = knowledge.average, minutes == nil || minutes == average.minutes else { return nil }
    return average.price
  }

  /// The worth of an order at a price: in quote units, or contracts' value.
  func worth(_ quantity: WideDecimal, at price: WideDecimal) throws(DecimalError) -> WideDecimal {
    rules.isInverse ? try quantity.multiplied(by: rules.contractSize) : try quantity.multiplied(by: price)
  }
}

/// One of the venue's rules as a row of a table: what it is called, and what breaks it.
struct BinanceOrderCheck: Sendable {
  /// What a check says: why the order would be refused, or nothing. Numbers beyond all bounds are the venue's to judge.
  typealias Judge = @Sendable (BinanceFilterCase) throws -> DenialReason?

  let name: String
  let judge: Judge

  init(_ name: String, _ judge: @escaping Judge) {
    self.name = name
    self.judge = judge
  }

  /// The rules of a product, in the venue's order.
  static func table(_ type: BinanceAccountType) -> [BinanceOrderCheck] { type.isFutures ? futures : spot }

  /// The first rule that an order breaks.
  static func denial(_ subject: BinanceFilterCase) -> DenialReason? {
    for check in table(subject.rules.accountType) {
      if let denial = try? check.judge(subject) { return denial }
    }
    return nil
  }
}

extension WideDecimal {
  /// Whether it is a whole multiple of a step, counted from an offset; true without a step.
  func isMultiple(of step: WideDecimal, from offset: WideDecimal = .zero) throws(DecimalError) -> Bool {
    guard step.isPositive else { return true }
    let (value, unit, _) = try subtracting(offset).trimmed.alignedMantissas(step.trimmed)
    return value % unit == 0
  }

  private func alignedMantissas(_ other: WideDecimal) throws(DecimalError) -> (Int128, Int128, Int) {
    let zero = WideDecimal(mantissa: 0, scale: max(scale, other.scale))
    let left = try adding(zero)
    let right = try other.adding(zero)
    return (left.mantissa, right.mantissa, left.scale)
  }
}
