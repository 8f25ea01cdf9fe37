import TradingModel

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
