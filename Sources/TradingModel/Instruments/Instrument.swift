/// What can be traded, with the venue's rules about its numbers.
///
/// One type for all kinds: the kind says which of the fields carry meaning.
public struct Instrument: Hashable, Sendable, Codable {
  /// The identifier in this system, `BTCUSDT-PERP.BINANCE`.
  public var id: InstrumentId
  /// The venue's own symbol, `BTCUSDT`.
  public var rawSymbol: String
  /// Spot pair, perpetual or dated future.
  public var kind: InstrumentKind
  /// The currency that is bought and sold.
  public var base: Currency
  /// The currency that prices are in.
  public var quote: Currency
  /// The currency in which profit, loss and margin are settled.
  public var settlement: Currency
  /// Whether contracts are worth a fixed amount of the quote currency and settle in the base currency.
  public var isInverse: Bool
  /// How much of the base (linear) or quote (inverse) currency one contract is.
  public var multiplier: WideDecimal
  /// The smallest step of a price; its precision is the instrument's price precision.
  public var priceIncrement: Price
  /// The smallest step of a quantity; its precision is the instrument's size precision.
  public var sizeIncrement: Quantity
  /// The bounds that the venue sets on orders: quantities, notional and prices.
  public var limits: InstrumentLimits
  /// Maker fee as a fraction of notional; negative for a rebate.
  public var makerFee: WideDecimal
  /// Taker fee as a fraction of notional.
  public var takerFee: WideDecimal
  /// Initial margin as a fraction of notional.
  public var marginInit: WideDecimal
  /// Maintenance margin as a fraction of notional.
  public var marginMaint: WideDecimal
  /// When a dated contract starts trading.
  public var activation: UnixNanos?
  /// When a dated contract is delivered.
  public var expiration: UnixNanos?
  /// The venue's status word, kept raw: `TRADING`, `BREAK`, or one that is not known yet.
  public var status: String
  /// Further facts of the venue by name: order types, permissions, filters that have no field of their own.
  public var info: [String: String]
  /// The venue's time of these rules, never later than ``tsInit``; zero for an instrument that was not read from a
  /// venue.
  public var tsEvent: UnixNanos
  /// When this process made the value; zero as ``tsEvent`` is.
  public var tsInit: UnixNanos

  /// Makes an instrument; without a settlement currency it settles in the quote currency, or when inverse in the base
  /// currency.
  public init(
    id: InstrumentId, rawSymbol: String, kind: InstrumentKind, base: Currency, quote: Currency,
    settlement: Currency? = nil, isInverse: Bool = false, multiplier: WideDecimal = .one, priceIncrement: Price,
    sizeIncrement: Quantity, limits: InstrumentLimits = InstrumentLimits(), makerFee: WideDecimal = .zero,
    takerFee: WideDecimal = .zero, marginInit: WideDecimal = .zero, marginMaint: WideDecimal = .zero,
    activation: UnixNanos? = nil, expiration: UnixNanos? = nil, status: String = "TRADING",
    info: [String: String] = [:],
    tsEvent: UnixNanos = .zero, tsInit: UnixNanos = .zero
  ) {
    self.id = id
    self.rawSymbol = rawSymbol
    self.kind = kind
    self.base = base
    self.quote = quote
    self.settlement = settlement ?? (isInverse ? base : quote)
    self.isInverse = isInverse
    self.multiplier = multiplier
    self.priceIncrement = priceIncrement
    self.sizeIncrement = sizeIncrement
    self.limits = limits
    self.makerFee = makerFee
    self.takerFee = takerFee
    self.marginInit = marginInit
    self.marginMaint = marginMaint
    self.activation = activation
    self.expiration = expiration
    self.status = status
    self.info = info
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }

  /// How many decimals prices have.
  public var pricePrecision: UInt8 { priceIncrement.precision }
  /// How many decimals quantities have.
  public var sizePrecision: UInt8 { sizeIncrement.precision }
}

// MARK: - Making and judging values

extension Instrument {
  /// A price from text at this instrument's precision; refused when it has more decimals.
  public func price(_ text: some StringProtocol) throws(DecimalError) -> Price {
    try Price(text, precision: pricePrecision)
  }

  /// A quantity from text at this instrument's precision; refused when it has more decimals.
  public func quantity(_ text: some StringProtocol) throws(DecimalError) -> Quantity {
    try Quantity(text, precision: sizePrecision)
  }

  /// A value rounded to a multiple of the price increment.
  public func price(rounding value: WideDecimal, _ rule: DecimalRounding = .halfEven) throws(DecimalError) -> Price {
    try stepped(value, by: priceIncrement.wide, rule).price(precision: pricePrecision, rounding: .halfEven)
  }

  /// A value rounded to a multiple of the size increment (down unless told otherwise).
  public func quantity(rounding value: WideDecimal, _ rule: DecimalRounding = .down) throws(DecimalError) -> Quantity {
    try stepped(value, by: sizeIncrement.wide, rule).quantity(precision: sizePrecision)
  }

  private func stepped(
    _ value: WideDecimal, by step: WideDecimal, _ rule: DecimalRounding
  ) throws(DecimalError) -> WideDecimal {
    guard step.isPositive else { return value }
    return try value.divided(by: step, scale: 0, rounding: rule).multiplied(by: step)
  }

  /// What `quantity` at `price` is worth: in the quote currency when linear, in the base currency when inverse.
  public func notional(quantity: Quantity, price: Price) throws(DecimalError) -> Money {
    let contracts = try quantity.wide.multiplied(by: multiplier)
    guard isInverse else { return Money(try contracts.multiplied(by: price.wide), quote) }
    return Money(try contracts.divided(by: price.wide, scale: 16), base)
  }
}
