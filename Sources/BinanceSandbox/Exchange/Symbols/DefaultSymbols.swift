import TradingModel

/// The symbols that a sandbox lists unless told otherwise, with rules in the image of the real venue's.
enum DefaultSymbols {
  /// The symbols of a product as of `time`, which decides the dated contracts.
  static func rules(_ product: SandboxProduct, at time: UnixNanos) -> [SymbolRules] {
    switch product {
    case .spot: spotSpecs.map(\.rules)
    case .usdm: [usdm("BTCUSDT", at: time), usdm("ETHUSDT", at: time), usdmQuarter(at: time)]
    case .coinm: [coinm("BTCUSD", at: time), coinm("ETHUSD", at: time), coinmQuarter(at: time)]
    }
  }

  /// The real venue's rules of a recorded symbol, or rules made from the decimals seen in the recording.
  static func recorded(
    _ product: SandboxProduct, symbol: String, pair: String?, priceDecimals: Int, quantityDecimals: Int,
    at time: UnixNanos
  ) -> SymbolRules {
    if let known = rules(product, at: time).first(where: { $0.symbol == symbol }),
      known.priceDecimals == priceDecimals, known.quantityDecimals == quantityDecimals
    {
      return known
    }
    let name = pair ?? symbol
    let quote = ["USDT", "USDC", "FDUSD", "BUSD", "TUSD", "BTC", "ETH", "BNB", "EUR", "TRY", "BRL", "USD"]
      .first { name.hasSuffix($0) && name != $0 }
    var rules = skeleton(
      product, symbol: symbol, base: quote.map { String(name.dropLast($0.count)) } ?? name, quote: quote ?? "USDT",
      priceDecimals: priceDecimals, quantityDecimals: quantityDecimals)
    rules.pair = name
    if product == .coinm {
      rules.contractSize = rules.baseAsset == "BTC" ? 100 : 10
      rules.marginAsset = rules.baseAsset
      // COIN-M tells no least value, so it must not look at one.
      rules.filters.minNotional = nil
    }
    if product.isFutures { applyFutures(&rules, contractType: symbol.contains("_2") ? "CURRENT_QUARTER" : "PERPETUAL") }
    return rules
  }

  // MARK: Spot

  private struct SpotSpec {
    let base: String
    let quote: String
    let tick: String
    let maxPrice: String
    let step: String
    let maxQuantity: String
    let marketMax: String
    let minNotional: String
    let price: String

    var rules: SymbolRules {
      var rules = DefaultSymbols.skeleton(
        .spot, symbol: base + quote, base: base, quote: quote, priceDecimals: 8, quantityDecimals: 8)
      let tickSize = DefaultSymbols.number(tick, 8)
      let stepSize = DefaultSymbols.number(step, 8)
      rules.filters.tickSize = tickSize
      rules.filters.minPrice = tickSize
      rules.filters.maxPrice = DefaultSymbols.number(maxPrice, 8)
      rules.filters.stepSize = stepSize
      rules.filters.minQuantity = stepSize
      rules.filters.maxQuantity = DefaultSymbols.number(maxQuantity, 8)
      rules.filters.marketMinQuantity = 0
      rules.filters.marketMaxQuantity = DefaultSymbols.number(marketMax, 8)
      rules.filters.marketStepSize = 0
      rules.filters.minNotional = Amount(minNotional)
      rules.filters.maxNotional = Amount(whole: 9_000_000)
      if quote == "BTC" {
        rules.filters.minNotional = Amount(minNotional)
        rules.filters.maxNotional = Amount(whole: 9_000_000)
      }
      rules.initialPrice = DefaultSymbols.number(price, 8)
      return rules
    }
  }

  private static let spotSpecs: [SpotSpec] = [
    SpotSpec(
      base: "BTC", quote: "USDT", tick: "0.01", maxPrice: "1000000", step: "0.00001", maxQuantity: "9000",
      marketMax: "120", minNotional: "5", price: "65000"),
    SpotSpec(
      base: "BTC", quote: "USDC", tick: "0.01", maxPrice: "1000000", step: "0.00001", maxQuantity: "9000",
      marketMax: "90", minNotional: "5", price: "65000"),
    SpotSpec(
      base: "ETH", quote: "USDT", tick: "0.01", maxPrice: "1000000", step: "0.0001", maxQuantity: "9000",
      marketMax: "2500", minNotional: "5", price: "2600"),
    SpotSpec(
      base: "BNB", quote: "USDT", tick: "0.01", maxPrice: "100000", step: "0.001", maxQuantity: "900000",
      marketMax: "7000", minNotional: "5", price: "580"),
    SpotSpec(
      base: "SOL", quote: "USDT", tick: "0.01", maxPrice: "100000", step: "0.001", maxQuantity: "900000",
      marketMax: "40000", minNotional: "5", price: "150"),
    SpotSpec(
      base: "ETH", quote: "BTC", tick: "0.00001", maxPrice: "922327", step: "0.0001", maxQuantity: "100000",
      marketMax: "3000", minNotional: "0.0001", price: "0.04"),
    SpotSpec(
      base: "SHIB", quote: "USDT", tick: "0.00000001", maxPrice: "1", step: "1", maxQuantity: "46116860414",
      marketMax: "9000000000", minNotional: "1", price: "0.00001850"),
  ]

  // MARK: Futures

  private static func usdm(_ symbol: String, at time: UnixNanos) -> SymbolRules {
    let base = String(symbol.dropLast(4))
    let isBitcoin = base == "BTC"
    var rules = skeleton(.usdm, symbol: symbol, base: base, quote: "USDT", priceDecimals: 2, quantityDecimals: 3)
    rules.filters.tickSize = isBitcoin ? 10 : 1
    rules.filters.minPrice = number(isBitcoin ? "556.80" : "39.86", 2)
    rules.filters.maxPrice = number(isBitcoin ? "4529764" : "306177", 2)
    rules.filters.maxQuantity = number(isBitcoin ? "1000" : "10000", 3)
    rules.filters.marketMaxQuantity = number(isBitcoin ? "120" : "2000", 3)
    rules.filters.minNotional = Amount(whole: isBitcoin ? 100 : 20)
    rules.initialPrice = number(isBitcoin ? "65000" : "2600", 2)
    applyFutures(&rules, contractType: "PERPETUAL")
    return rules
  }

  private static func usdmQuarter(at time: UnixNanos) -> SymbolRules {
    let date = deliveryDate(at: time)
    var rules = usdm("BTCUSDT", at: time)
    rules.symbol = "BTCUSDT_" + date.shortText
    rules.pair = "BTCUSDT"
    rules.priceDecimals = 1
    rules.filters.tickSize = 1
    rules.filters.minPrice = number("576.3", 1)
    rules.filters.maxPrice = number("1000000", 1)
    rules.filters.maxQuantity = number("500", 3)
    rules.filters.marketMaxQuantity = number("20", 3)
    rules.filters.minNotional = Amount(whole: 100)
    rules.initialPrice = number("65700", 1)
    makeQuarterly(&rules, date: date)
    return rules
  }

  private static func coinm(_ pair: String, at time: UnixNanos) -> SymbolRules {
    let base = String(pair.dropLast(3))
    let isBitcoin = base == "BTC"
    var rules = skeleton(
      .coinm, symbol: pair + "_PERP", base: base, quote: "USD", priceDecimals: isBitcoin ? 1 : 2, quantityDecimals: 0)
    rules.pair = pair
    rules.marginAsset = base
    rules.contractSize = isBitcoin ? 100 : 10
    rules.filters.tickSize = 1
    rules.filters.minPrice = number(isBitcoin ? "1000" : "50", rules.priceDecimals)
    rules.filters.maxPrice = number(isBitcoin ? "4520958" : "306159", rules.priceDecimals)
    rules.filters.maxQuantity = 1_000_000
    rules.filters.marketMaxQuantity = isBitcoin ? 60_000 : 100_000
    rules.initialPrice = number(isBitcoin ? "65000" : "2600", rules.priceDecimals)
    applyFutures(&rules, contractType: "PERPETUAL")
    // Neither orders with a date nor orders for retail takers here.
    rules.timesInForce = ["GTC", "IOC", "FOK", "GTX"]
    rules.filters.minNotional = nil
    return rules
  }

  private static func coinmQuarter(at time: UnixNanos) -> SymbolRules {
    let date = deliveryDate(at: time)
    var rules = coinm("BTCUSD", at: time)
    rules.symbol = "BTCUSD_" + date.shortText
    rules.initialPrice = number("65700", 1)
    makeQuarterly(&rules, date: date)
    return rules
  }

  private static func applyFutures(_ rules: inout SymbolRules, contractType: String) {
    rules.contractType = contractType
    rules.orderTypes = [
      "LIMIT", "MARKET", "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET",
    ]
    rules.timesInForce = ["GTC", "IOC", "FOK", "GTX", "GTD"]
    rules.permissions = []
    rules.filters.bidMultiplierUp = 10_500
    rules.filters.bidMultiplierDown = 9_500
    rules.filters.askMultiplierUp = 10_500
    rules.filters.askMultiplierDown = 9_500
    rules.filters.marketStepSize = rules.filters.stepSize
    rules.filters.marketMinQuantity = rules.filters.minQuantity
    rules.onboardDate = UnixNanos(milliseconds: 1_569_398_400_000)
    rules.deliveryDate = UnixNanos(milliseconds: 4_133_404_800_000)
  }

  private static func makeQuarterly(_ rules: inout SymbolRules, date: CivilDate) {
    rules.contractType = "CURRENT_QUARTER"
    rules.deliveryDate = UnixNanos(milliseconds: date.daysSinceEpoch * 86_400_000 + 8 * 3_600_000)
    rules.onboardDate = UnixNanos(milliseconds: (date.daysSinceEpoch - 182) * 86_400_000 + 8 * 3_600_000)
  }

  /// The next quarterly delivery that is at least two weeks away.
  static func deliveryDate(at time: UnixNanos) -> CivilDate {
    let today = CivilDate(daysSinceEpoch: time.milliseconds / 86_400_000)
    var year = today.year
    var month = ((today.month - 1) / 3) * 3 + 3
    while true {
      let date = CivilDate.lastFriday(year: year, month: month)
      if date.daysSinceEpoch - today.daysSinceEpoch >= 14 { return date }
      month += 3
      if month > 12 { (year, month) = (year + 1, 3) }
    }
  }

  // MARK: Parts

  private static func skeleton(
    _ product: SandboxProduct, symbol: String, base: String, quote: String, priceDecimals: Int, quantityDecimals: Int
  ) -> SymbolRules {
    let step: Int64 = 1
    let filters = SymbolFilters(
      minPrice: 1, maxPrice: Int64(clamping: FixedText.power(priceDecimals) &* 1_000_000), tickSize: 1,
      minQuantity: step, maxQuantity: Int64(clamping: FixedText.power(quantityDecimals) &* 1_000_000), stepSize: step,
      marketMinQuantity: 0, marketMaxQuantity: Int64(clamping: FixedText.power(quantityDecimals) &* 100_000),
      marketStepSize: 0, minNotional: Amount(whole: 5), maxNotional: Amount(whole: 9_000_000),
      bidMultiplierUp: 50_000, bidMultiplierDown: 2_000, askMultiplierUp: 50_000, askMultiplierDown: 2_000,
      maxAlgoOrders: product.profile.maxAlgoOrders, maxPosition: nil)
    return SymbolRules(
      symbol: symbol, pair: symbol, baseAsset: base, quoteAsset: quote, marginAsset: quote, contractType: "",
      contractSize: 1, status: .trading, priceDecimals: priceDecimals, quantityDecimals: quantityDecimals,
      filters: filters,
      orderTypes: [
        "LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT", "TAKE_PROFIT", "TAKE_PROFIT_LIMIT",
      ],
      timesInForce: ["GTC", "IOC", "FOK"], permissions: ["SPOT", "MARGIN"], onboardDate: .zero, deliveryDate: .zero,
      maintenanceMarginPercent: "2.5000", requiredMarginPercent: "5.0000",
      initialPrice: Int64(clamping: FixedText.power(priceDecimals) &* 100), assetPrecision: 8)
  }

  private static func number(_ text: String, _ decimals: Int) -> Int64 {
    FixedText.parse(text, decimals: decimals) ?? 0
  }
}
