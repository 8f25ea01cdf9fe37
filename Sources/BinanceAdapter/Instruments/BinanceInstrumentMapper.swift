import TradingModel

/// Makes an instrument of a symbol of exchangeInfo, or says why it cannot be one: a pure value.
struct BinanceInstrumentMapper {
  /// Why a symbol is no instrument.
  enum Refusal: Error, Equatable, CustomStringConvertible {
    /// It is not listed yet; nothing to be warned of.
    case notListed
    /// A value cannot be represented, or something indispensable is missing.
    case unrepresentable(String)

    var description: String {
      switch self {
      case .notListed: "not listed yet"
      case .unrepresentable(let what): what
      }
    }
  }

  let product: BinanceProduct
  let venue: Venue
  let fees: BinanceFeeSchedule
  /// The filters of the exchange as a whole.
  var exchangeFilters = BinanceSymbolFilters(nil)

  /// - Parameters:
  ///   - json: the symbol's object.
  ///   - serverTime: when the document was made.
  ///   - now: when it arrived.
  func instrument(
    _ json: JSONValue, serverTime: UnixNanos, now: UnixNanos
  ) throws(Refusal) -> Instrument {
    guard let raw = json["symbol"]?.text, !raw.isEmpty else { throw .unrepresentable("it has no symbol") }
    let status = json["status"]?.text ?? json["contractStatus"]?.text ?? "UNKNOWN"
    let contractType = json["contractType"]?.text ?? ""
    if product.accountType.isFutures, contractType.isEmpty || status == "PENDING_TRADING" { throw .notListed }
    guard let base = json["baseAsset"]?.text, let quote = json["quoteAsset"]?.text, !base.isEmpty, !quote.isEmpty
    else { throw .unrepresentable("it has no base or quote asset") }
    let filters = BinanceSymbolFilters(json["filters"])
    let tick = try increment(filters.field("PRICE_FILTER", "tickSize"), decimals: priceDecimals(json), "tickSize")
    let step = try increment(filters.field("LOT_SIZE", "stepSize"), decimals: sizeDecimals(json), "stepSize")
    guard let priceIncrement = try? tick.price(precision: UInt8(tick.scale)),
      let sizeIncrement = try? step.quantity(precision: UInt8(step.scale))
    else { throw .unrepresentable("tickSize or stepSize needs more digits than can be represented") }
    let isInverse = product.accountType == .coinFutures
    let kind = kind(raw: raw, contractType: contractType)
    let fee = fees.rate(raw)
    let quoteCurrency = Currency(quote)
    return Instrument(
      id: BinanceSymbol.instrumentId(raw: raw, accountType: product.accountType, venue: venue), rawSymbol: raw,
      kind: kind, base: Currency(base), quote: quoteCurrency,
      settlement: json["marginAsset"]?.text.map { Currency($0) }, isInverse: isInverse,
      multiplier: isInverse ? try contractSize(json) : .one, priceIncrement: priceIncrement,
      sizeIncrement: sizeIncrement,
      limits: limits(filters, price: priceIncrement.precision, size: sizeIncrement.precision, quoteCurrency),
      makerFee: fee.maker, takerFee: fee.taker, marginInit: percent(json["requiredMarginPercent"]),
      marginMaint: percent(json["maintMarginPercent"]),
      activation: kind == .currencyPair ? nil : json["onboardDate"]?.milliseconds,
      expiration: kind == .cryptoFuture ? json["deliveryDate"]?.milliseconds : nil, status: status,
      info: info(json, filters), tsEvent: min(serverTime, now), tsInit: now)
  }

  // MARK: - Kinds

  /// Types of contracts that end; all others, also ones that are not known yet, are perpetual unless the symbol is dated.
  private static let datedTypes: Set<String> = [
    "CURRENT_MONTH", "NEXT_MONTH", "CURRENT_QUARTER", "NEXT_QUARTER", "CURRENT_QUARTER DELIVERING",
    "NEXT_QUARTER DELIVERING", "CURRENT_MONTH DELIVERING", "NEXT_MONTH DELIVERING",
  ]

  private func kind(raw: String, contractType: String) -> InstrumentKind {
    guard product.accountType.isFutures else { return .currencyPair }
    return Self.datedTypes.contains(contractType) || BinanceSymbol.isDated(raw) ? .cryptoFuture : .cryptoPerpetual
  }

  private func contractSize(_ json: JSONValue) throws(Refusal) -> WideDecimal {
    guard let size = json["contractSize"]?.decimal, size.isPositive else {
      throw .unrepresentable("it has no contractSize")
    }
    return size.trimmed
  }

  // MARK: - Increments

  /// A step without trailing zeros; where the venue sets none (absent or zero), one unit of the last decimal.
  private func increment(_ text: String?, decimals: Int, _ name: String) throws(Refusal) -> WideDecimal {
    guard let text else { return Self.unit(decimals) }
    let value: WideDecimal
    do {
      value = try WideDecimal(text).trimmed
    } catch {
      throw .unrepresentable("\(name) '\(text.prefix(40))': \(error)")
    }
    if value.isZero { return Self.unit(decimals) }
    guard value.isPositive else { throw .unrepresentable("\(name) '\(text.prefix(40))' is negative") }
    guard value.scale <= 18 else { throw .unrepresentable("\(name) '\(text.prefix(40))' has more than 18 decimals") }
    return value
  }

  private static func unit(_ decimals: Int) -> WideDecimal { WideDecimal(mantissa: 1, scale: decimals) }

  private func priceDecimals(_ json: JSONValue) -> Int {
    let said = json["pricePrecision"]?.int ?? json["quotePrecision"]?.int ?? json["quoteAssetPrecision"]?.int ?? 8
    return min(max(said, 0), 18)
  }

  private func sizeDecimals(_ json: JSONValue) -> Int {
    let said = json["quantityPrecision"]?.int ?? json["baseAssetPrecision"]?.int ?? 8
    return min(max(said, 0), 18)
  }

  private func percent(_ json: JSONValue?) -> WideDecimal {
    guard let value = json?.decimal, value.isPositive, value.scale <= 30 else { return .zero }
    return WideDecimal(mantissa: value.mantissa, scale: value.scale + 2).trimmed
  }

  // MARK: - Limits

  private func limits(
    _ filters: BinanceSymbolFilters, price: UInt8, size: UInt8, _ quote: Currency
  ) -> InstrumentLimits {
    func quantity(_ filter: String, _ key: String) -> Quantity? {
      Self.bound(filters.field(filter, key), precision: size)
    }
    func notional(_ filter: String, _ key: String) -> Money? {
      guard let value = filters.field(filter, key).flatMap({ try? WideDecimal($0) }), value.isPositive else {
        return nil
      }
      return Money(value.trimmed, quote)
    }
    return InstrumentLimits(
      minQuantity: quantity("LOT_SIZE", "minQty"), maxQuantity: quantity("LOT_SIZE", "maxQty"),
      minMarketQuantity: quantity("MARKET_LOT_SIZE", "minQty"),
      maxMarketQuantity: quantity("MARKET_LOT_SIZE", "maxQty"),
      minNotional: notional("MIN_NOTIONAL", "minNotional") ?? notional("MIN_NOTIONAL", "notional")
        ?? notional("NOTIONAL", "minNotional"),
      maxNotional: notional("NOTIONAL", "maxNotional"),
      minPrice: Self.bound(filters.field("PRICE_FILTER", "minPrice"), precision: price),
      maxPrice: Self.bound(filters.field("PRICE_FILTER", "maxPrice"), precision: price))
  }

  /// A bound at the instrument's precision, or at its own where it does not fit; one that is zero, unreadable or beyond
  /// all numbers is none.
  private static func bound<Value: FixedDecimal>(_ text: String?, precision: UInt8) -> Value? {
    guard let text, let digits = try? DecimalText.parse(text).trimmed, digits.mantissa > 0 else { return nil }
    return (try? Value(published: text, precision: precision)) ?? (try? Value(digits: digits))
  }

  // MARK: - The rest

  private static let plainFacts = [
    "pair", "contractType", "underlyingType", "triggerProtect", "marketTakeBound", "liquidationFee",
    "defaultSelfTradePreventionMode", "equalQtyPrecision", "pricePrecision", "quantityPrecision", "quotePrecision",
    "quoteAssetPrecision",
  ]
  private static let flags = [
    "isSpotTradingAllowed", "isMarginTradingAllowed", "icebergAllowed", "ocoAllowed", "otoAllowed", "opoAllowed",
    "quoteOrderQtyMarketAllowed", "allowTrailingStop", "cancelReplaceAllowed", "amendAllowed",
    "pegInstructionsAllowed",
  ]
  private static let lists = [
    "orderTypes", "OrderType", "timeInForce", "permissions", "underlyingSubType",
    "allowedSelfTradePreventionModes",
  ]

  private func info(_ json: JSONValue, _ filters: BinanceSymbolFilters) -> [String: String] {
    var info: [String: String] = [:]
    for key in Self.plainFacts { info[key] = json[key]?.text }
    for key in Self.flags { info[key] = json[key]?.bool.map { $0 ? "true" : "false" } }
    for key in Self.lists {
      guard let words = json[key]?.elements?.compactMap(\.text), !words.isEmpty else { continue }
      info[key == "OrderType" ? "orderTypes" : key] = words.joined(separator: ",")
    }
    info["spotBNBBurn"] = fees.paysInBNB.map { $0 ? "true" : "false" }
    exchangeFilters.add(to: &info)
    filters.add(to: &info)
    return info
  }
}
