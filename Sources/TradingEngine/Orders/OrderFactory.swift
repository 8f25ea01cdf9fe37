public import TradingModel

/// Makes a strategy's orders. Nothing is sent by making one.
public final class OrderFactory {
  /// Who owns the orders; a hash of it is part of their identifiers.
  public let strategyId: StrategyId
  let clock: any TradingClock
  let ids: ClientOrderIdGenerator

  /// Makes a factory whose identifiers come from `ids`, which all owners of a node share so that they stay unique.
  public init(strategyId: StrategyId, clock: any TradingClock, ids: ClientOrderIdGenerator) {
    self.strategyId = strategyId
    self.clock = clock
    self.ids = ids
  }

  /// An order of any terms.
  public func order(
    _ instrumentId: InstrumentId, terms: OrderTerms, clientOrderId: ClientOrderId? = nil, positionId: PositionId? = nil
  ) -> Order {
    let identity = OrderIdentity(
      strategyId: strategyId, instrumentId: instrumentId, clientOrderId: clientOrderId ?? ids.orderId(for: strategyId))
    let now = clock.now
    return Order(
      OrderInitialized(
        OrderEventHeader(order: identity, tsEvent: now, tsInit: now), terms: terms, positionId: positionId))
  }

  /// Buys or sells at once at the market's prices.
  public func market(
    _ instrumentId: InstrumentId, _ side: OrderSide, _ quantity: Quantity, timeInForce: TimeInForce = .gtc,
    isReduceOnly: Bool = false, isQuoteQuantity: Bool = false, params: [String: String] = [:], tags: [String] = []
  ) -> Order {
    order(
      instrumentId,
      terms: OrderTerms(
        side: side, type: .market, quantity: quantity, timeInForce: timeInForce, isReduceOnly: isReduceOnly,
        isQuoteQuantity: isQuoteQuantity, params: params, tags: tags))
  }

  /// Buys or sells at `price` or better.
  public func limit(
    _ instrumentId: InstrumentId, _ side: OrderSide, _ quantity: Quantity, price: Price,
    timeInForce: TimeInForce = .gtc, expireTime: UnixNanos? = nil, isPostOnly: Bool = false,
    isReduceOnly: Bool = false, displayQuantity: Quantity? = nil, params: [String: String] = [:], tags: [String] = []
  ) -> Order {
    order(
      instrumentId,
      terms: OrderTerms(
        side: side, type: .limit, quantity: quantity, timeInForce: timeInForce, price: price, expireTime: expireTime,
        displayQuantity: displayQuantity, isPostOnly: isPostOnly, isReduceOnly: isReduceOnly, params: params, tags: tags
      ))
  }

  /// A market order once the price is as bad as `triggerPrice`.
  public func stopMarket(
    _ instrumentId: InstrumentId, _ side: OrderSide, _ quantity: Quantity, triggerPrice: Price,
    triggerType: TriggerType = .default, timeInForce: TimeInForce = .gtc, expireTime: UnixNanos? = nil,
    isReduceOnly: Bool = false, params: [String: String] = [:], tags: [String] = []
  ) -> Order {
    order(
      instrumentId,
      terms: OrderTerms(
        side: side, type: .stopMarket, quantity: quantity, timeInForce: timeInForce, triggerPrice: triggerPrice,
        triggerType: triggerType, expireTime: expireTime, isReduceOnly: isReduceOnly, params: params, tags: tags))
  }

  /// A limit order once the price is as bad as `triggerPrice`.
  public func stopLimit(
    _ instrumentId: InstrumentId, _ side: OrderSide, _ quantity: Quantity, price: Price, triggerPrice: Price,
    triggerType: TriggerType = .default, timeInForce: TimeInForce = .gtc, expireTime: UnixNanos? = nil,
    isPostOnly: Bool = false, isReduceOnly: Bool = false, displayQuantity: Quantity? = nil,
    params: [String: String] = [:], tags: [String] = []
  ) -> Order {
    order(
      instrumentId,
      terms: OrderTerms(
        side: side, type: .stopLimit, quantity: quantity, timeInForce: timeInForce, price: price,
        triggerPrice: triggerPrice, triggerType: triggerType, expireTime: expireTime,
        displayQuantity: displayQuantity, isPostOnly: isPostOnly, isReduceOnly: isReduceOnly, params: params, tags: tags
      ))
  }

  /// A market order once the price is as good as `triggerPrice`.
  public func marketIfTouched(
    _ instrumentId: InstrumentId, _ side: OrderSide, _ quantity: Quantity, triggerPrice: Price,
    triggerType: TriggerType = .default, timeInForce: TimeInForce = .gtc, expireTime: UnixNanos? = nil,
    isReduceOnly: Bool = false, params: [String: String] = [:], tags: [String] = []
  ) -> Order {
    order(
      instrumentId,
      terms: OrderTerms(
        side: side, type: .marketIfTouched, quantity: quantity, timeInForce: timeInForce, triggerPrice: triggerPrice,
        triggerType: triggerType, expireTime: expireTime, isReduceOnly: isReduceOnly, params: params, tags: tags))
  }

  /// A limit order once the price is as good as `triggerPrice`.
  public func limitIfTouched(
    _ instrumentId: InstrumentId, _ side: OrderSide, _ quantity: Quantity, price: Price, triggerPrice: Price,
    triggerType: TriggerType = .default, timeInForce: TimeInForce = .gtc, expireTime: UnixNanos? = nil,
    isPostOnly: Bool = false, isReduceOnly: Bool = false, displayQuantity: Quantity? = nil,
    params: [String: String] = [:], tags: [String] = []
  ) -> Order {
    order(
      instrumentId,
      terms: OrderTerms(
        side: side, type: .limitIfTouched, quantity: quantity, timeInForce: timeInForce, price: price,
        triggerPrice: triggerPrice, triggerType: triggerType, expireTime: expireTime,
        displayQuantity: displayQuantity, isPostOnly: isPostOnly, isReduceOnly: isReduceOnly, params: params, tags: tags
      ))
  }

  /// A stop-market order whose trigger follows the market at `offset`.
  public func trailingStopMarket(
    _ instrumentId: InstrumentId, _ side: OrderSide, _ quantity: Quantity, offset: WideDecimal,
    offsetType: TrailingOffsetType = .basisPoints, activationPrice: Price? = nil, triggerType: TriggerType = .default,
    timeInForce: TimeInForce = .gtc, isReduceOnly: Bool = false, params: [String: String] = [:], tags: [String] = []
  ) -> Order {
    order(
      instrumentId,
      terms: OrderTerms(
        side: side, type: .trailingStopMarket, quantity: quantity, timeInForce: timeInForce, triggerType: triggerType,
        activationPrice: activationPrice, trailingOffset: offset, trailingOffsetType: offsetType,
        isReduceOnly: isReduceOnly, params: params, tags: tags))
  }
}
