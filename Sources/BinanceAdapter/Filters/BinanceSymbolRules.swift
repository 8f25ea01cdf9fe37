import TradingModel

/// What the venue allows in one symbol, as the instrument provider read it: a pure value.
///
/// A limit of zero is none, as the venue has it. See
/// <https://developers.binance.com/docs/binance-spot-api-docs/filters>.
///
/// An object, since each order looks at it several times and a copy counts every text and table in it.
final class BinanceSymbolRules: Sendable {
  /// Bounds and a step.
  struct Grid: Hashable, Sendable {
    var minimum = WideDecimal.zero
    var maximum = WideDecimal.zero
    var step = WideDecimal.zero
  }

  /// How much an order must and may be worth.
  struct Notional: Hashable, Sendable {
    /// The filter's name.
    var name: String
    var minimum = WideDecimal.zero
    var maximum = WideDecimal.zero
    var appliesMinimumToMarket = false
    var appliesMaximumToMarket = false
    /// The minutes of the average by which orders without a price are judged; nil where the product has none.
    var averageMinutes: Int?
  }

  /// How far a price may be from the venue's reference, as multiples of it; zero is no bound.
  struct Percent: Hashable, Sendable {
    /// The filter's name.
    var name: String
    var buyUp = WideDecimal.zero
    var buyDown = WideDecimal.zero
    var sellUp = WideDecimal.zero
    var sellDown = WideDecimal.zero
    /// The minutes of the average that is the reference; nil where the product has none.
    var averageMinutes: Int?
  }

  /// Basis points of a trailing stop.
  struct Trailing: Hashable, Sendable {
    var minimumAbove = WideDecimal.zero
    var maximumAbove = WideDecimal.zero
    var minimumBelow = WideDecimal.zero
    var maximumBelow = WideDecimal.zero
  }

  let symbol: String
  let accountType: BinanceAccountType
  let base: String
  let quote: String
  let isInverse: Bool
  /// Quote units per contract of an inverse contract; 1 elsewhere.
  let contractSize: WideDecimal
  /// When the rules arrived.
  let loadedAt: UnixNanos
  let status: String

  let price: Grid?
  let lot: Grid?
  let marketLot: Grid?
  let notional: Notional?
  let percent: Percent?
  let trailing: Trailing?
  let maxPosition: WideDecimal?
  /// Limits of numbers by the filter's name: `ICEBERG_PARTS`, `MAX_NUM_ORDERS`, …
  let counts: [String: Int]
  /// The smallest limits of how many orders are open: those that concern every order, and those that concern conditional
  /// orders, icebergs and lists.
  private let leastCounts: (any: Int, conditional: Int, iceberg: Int, list: Int)
  /// Order types; empty when the venue did not say.
  let orderTypes: Set<String>
  let timesInForce: Set<String>
  let selfTradePreventionModes: Set<String>
  /// What the symbol says about a feature by its name (`icebergAllowed`); absent when it says nothing.
  let flags: [String: Bool]
  /// Whether the symbol is closed to the account's kind of trading.
  let forbidsTrading: Bool
  /// The most decimals of an amount in the quote currency.
  let quotePrecision: Int?

  init(_ instrument: Instrument, accountType: BinanceAccountType) {
    symbol = instrument.rawSymbol
    self.accountType = accountType
    base = instrument.base.code
    quote = instrument.quote.code
    isInverse = instrument.isInverse
    contractSize = instrument.multiplier
    loadedAt = instrument.tsInit
    status = instrument.status
    let info = instrument.info
    price = Self.grid(info, "PRICE_FILTER", "minPrice", "maxPrice", "tickSize")
    lot = Self.grid(info, "LOT_SIZE", "minQty", "maxQty", "stepSize")
    marketLot = Self.grid(info, "MARKET_LOT_SIZE", "minQty", "maxQty", "stepSize")
    notional = Self.notional(info)
    percent = Self.percent(info)
    trailing = Self.trailing(info)
    maxPosition = Self.number(info, "MAX_POSITION.maxPosition")
    var counts: [String: Int] = [:]
    for (name, field) in Self.countFields {
      if let text = info["\(name).\(field)"] ?? info["\(name).limit"], let limit = Int(text), limit > 0 {
        counts[name] = limit
      }
    }
    self.counts = counts
    func least(_ concerns: (String) -> Bool) -> Int { counts.filter { concerns($0.key) }.values.min() ?? .max }
    leastCounts = (
      least { $0.hasSuffix("MAX_NUM_ORDERS") }, least { $0.hasSuffix("MAX_NUM_ALGO_ORDERS") },
      least { $0.hasSuffix("MAX_NUM_ICEBERG_ORDERS") }, least { $0.hasSuffix("MAX_NUM_ORDER_LISTS") }
    )
    func words(_ key: String) -> Set<String> {
      Set((info[key] ?? "").split(separator: ",").map(String.init))
    }
    orderTypes = words("orderTypes")
    timesInForce = words("timeInForce")
    selfTradePreventionModes = words("allowedSelfTradePreventionModes")
    var flags: [String: Bool] = [:]
    for name in Self.flagNames {
      if let text = info[name] { flags[name] = text == "true" }
    }
    self.flags = flags
    forbidsTrading = flags[Self.tradingFlag(accountType)] == false
    quotePrecision = (info["quoteAssetPrecision"] ?? info["quotePrecision"]).flatMap { Int($0) }
  }

  /// Whether the venue refuses what the flag names.
  func forbids(_ flag: String) -> Bool { flags[flag] == false }

  /// The flag that opens a symbol to an account's kind of trading.
  static func tradingFlag(_ accountType: BinanceAccountType) -> String {
    accountType.isMargin ? "isMarginTradingAllowed" : "isSpotTradingAllowed"
  }

  /// The smallest number of open orders at which a limit could stop these orders.
  func smallestLimit(for orders: [BinanceOrderRequest]) -> Int {
    var smallest = orders.count > 1 ? min(leastCounts.any, leastCounts.list) : leastCounts.any
    for order in orders {
      if order.isConditional { smallest = min(smallest, leastCounts.conditional) }
      if order.icebergQuantity != nil { smallest = min(smallest, leastCounts.iceberg) }
    }
    return smallest
  }

  // MARK: - Reading

  /// Filters that limit a number, with the field that holds it.
  private static let countFields: KeyValuePairs = [
    "ICEBERG_PARTS": "limit", "MAX_NUM_ORDERS": "maxNumOrders", "MAX_NUM_ALGO_ORDERS": "maxNumAlgoOrders",
    "MAX_NUM_ICEBERG_ORDERS": "maxNumIcebergOrders", "MAX_NUM_ORDER_LISTS": "maxNumOrderLists",
    "MAX_NUM_ORDER_AMENDS": "maxNumOrderAmends", "EXCHANGE_MAX_NUM_ORDERS": "maxNumOrders",
    "EXCHANGE_MAX_NUM_ALGO_ORDERS": "maxNumAlgoOrders", "EXCHANGE_MAX_NUM_ICEBERG_ORDERS": "maxNumIcebergOrders",
    "EXCHANGE_MAX_NUM_ORDER_LISTS": "maxNumOrderLists",
  ]

  private static let flagNames = [
    "isSpotTradingAllowed", "isMarginTradingAllowed", "icebergAllowed", "ocoAllowed", "otoAllowed", "opoAllowed",
    "quoteOrderQtyMarketAllowed", "allowTrailingStop", "cancelReplaceAllowed", "amendAllowed",
    "pegInstructionsAllowed",
  ]

  private static func number(_ info: [String: String], _ key: String) -> WideDecimal? {
    info[key].flatMap { try? WideDecimal($0) }.flatMap { $0.isPositive ? $0 : nil }
  }

  private static func grid(
    _ info: [String: String], _ filter: String, _ minimum: String, _ maximum: String, _ step: String
  ) -> Grid? {
    func value(_ key: String) -> WideDecimal { number(info, "\(filter).\(key)") ?? .zero }
    let grid = Grid(minimum: value(minimum), maximum: value(maximum), step: value(step))
    return grid == Grid() ? nil : grid
  }

  private static func notional(_ info: [String: String]) -> Notional? {
    if info["NOTIONAL.minNotional"] != nil || info["NOTIONAL.maxNotional"] != nil {
      return Notional(
        name: "NOTIONAL", minimum: number(info, "NOTIONAL.minNotional") ?? .zero,
        maximum: number(info, "NOTIONAL.maxNotional") ?? .zero,
        appliesMinimumToMarket: info["NOTIONAL.applyMinToMarket"] == "true",
        appliesMaximumToMarket: info["NOTIONAL.applyMaxToMarket"] == "true",
        averageMinutes: info["NOTIONAL.avgPriceMins"].flatMap { Int($0) })
    }
    guard let minimum = number(info, "MIN_NOTIONAL.minNotional") ?? number(info, "MIN_NOTIONAL.notional") else {
      return nil
    }
    return Notional(
      name: "MIN_NOTIONAL", minimum: minimum, appliesMinimumToMarket: info["MIN_NOTIONAL.applyToMarket"] == "true",
      averageMinutes: info["MIN_NOTIONAL.avgPriceMins"].flatMap { Int($0) })
  }

  private static func percent(_ info: [String: String]) -> Percent? {
    let sided = "PERCENT_PRICE_BY_SIDE"
    if info["\(sided).bidMultiplierUp"] != nil || info["\(sided).askMultiplierUp"] != nil {
      return Percent(
        name: sided, buyUp: number(info, "\(sided).bidMultiplierUp") ?? .zero,
        buyDown: number(info, "\(sided).bidMultiplierDown") ?? .zero,
        sellUp: number(info, "\(sided).askMultiplierUp") ?? .zero,
        sellDown: number(info, "\(sided).askMultiplierDown") ?? .zero,
        averageMinutes: info["\(sided).avgPriceMins"].flatMap { Int($0) })
    }
    guard info["PERCENT_PRICE.multiplierUp"] != nil || info["PERCENT_PRICE.multiplierDown"] != nil else { return nil }
    let up = number(info, "PERCENT_PRICE.multiplierUp") ?? .zero
    let down = number(info, "PERCENT_PRICE.multiplierDown") ?? .zero
    return Percent(
      name: "PERCENT_PRICE", buyUp: up, buyDown: down, sellUp: up, sellDown: down,
      averageMinutes: info["PERCENT_PRICE.avgPriceMins"].flatMap { Int($0) })
  }

  private static func trailing(_ info: [String: String]) -> Trailing? {
    func value(_ key: String) -> WideDecimal { number(info, "TRAILING_DELTA.\(key)") ?? .zero }
    let trailing = Trailing(
      minimumAbove: value("minTrailingAboveDelta"), maximumAbove: value("maxTrailingAboveDelta"),
      minimumBelow: value("minTrailingBelowDelta"), maximumBelow: value("maxTrailingBelowDelta"))
    return trailing == Trailing() ? nil : trailing
  }
}
