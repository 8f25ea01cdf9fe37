import Foundation
import TradingModel

/// Values that tests of the model are made of.
enum ModelFixtures {
  static let spotId = InstrumentId(symbol: "BTCUSDT", venue: "BINANCE")

  static let spot = Instrument(
    id: spotId, rawSymbol: "BTCUSDT", kind: .currencyPair, base: .btc, quote: .usdt,
    priceIncrement: Price(raw: 1, precision: 2), sizeIncrement: Quantity(raw: 1, precision: 5))

  static let linear = Instrument(
    id: InstrumentId(symbol: "ETHUSDT-PERP", venue: "BINANCE"), rawSymbol: "ETHUSDT", kind: .cryptoPerpetual,
    base: .eth, quote: .usdt, priceIncrement: Price(raw: 1, precision: 2),
    sizeIncrement: Quantity(raw: 1, precision: 3))

  static let inverse = Instrument(
    id: InstrumentId(symbol: "BTCUSD-PERP", venue: "BINANCE"), rawSymbol: "BTCUSD_PERP", kind: .cryptoPerpetual,
    base: .btc, quote: Currency("USD"), isInverse: true, multiplier: WideDecimal(100),
    priceIncrement: Price(raw: 1, precision: 1), sizeIncrement: Quantity(raw: 1, precision: 0))

  static func order(
    quantity: Int64 = 10, type: OrderType = .limit, side: OrderSide = .buy, id: ClientOrderId = "O-1"
  ) -> Order {
    let identity = OrderIdentity(strategyId: "Test-001", instrumentId: spotId, clientOrderId: id)
    let terms = OrderTerms(
      side: side, type: type, quantity: Quantity(raw: quantity, precision: 0),
      price: type.hasLimitPrice ? Price(raw: 10_000, precision: 2) : nil,
      triggerPrice: type.hasTriggerPrice ? Price(raw: 9_000, precision: 2) : nil)
    return Order(OrderInitialized(OrderEventHeader(order: identity, tsEvent: .zero, tsInit: .zero), terms: terms))
  }

  static func header(
    _ order: Order, at time: Int64 = 1, venueOrderId: VenueOrderId? = "1", isReconciliation: Bool = false
  ) -> OrderEventHeader {
    OrderEventHeader(
      order: order.identity, venueOrderId: venueOrderId, accountId: "BINANCE-001", isReconciliation: isReconciliation,
      tsEvent: UnixNanos(time), tsInit: UnixNanos(time))
  }

  static func fill(
    _ order: Order, trade: UInt64, quantity: Int64, price: Int64 = 10_000, at time: Int64 = 1,
    isInferred: Bool = false, commission: Money? = nil
  ) -> OrderEvent {
    .filled(
      OrderFilled(
        header(order, at: time), tradeId: TradeId(number: trade), side: order.side, type: order.type,
        lastQuantity: Quantity(raw: quantity, precision: 0), lastPrice: Price(raw: price, precision: 2),
        currency: .usdt, commission: commission, isInferred: isInferred))
  }

  /// An event of a kind that carries nothing surprising.
  static func event(_ kind: OrderEventKind, of order: Order, isReconciliation: Bool = false) -> OrderEvent {
    let header = header(order, isReconciliation: isReconciliation)
    return switch kind {
    case .initialized: .initialized(OrderInitialized(header, terms: order.terms))
    case .denied: .denied(OrderDenied(header, reason: "RULE: a=1"))
    case .submitted: .submitted(OrderSubmitted(header))
    case .accepted: .accepted(OrderAccepted(header))
    case .rejected: .rejected(OrderRejected(header, reason: "no"))
    case .pendingUpdate: .pendingUpdate(OrderPendingUpdate(header))
    case .pendingCancel: .pendingCancel(OrderPendingCancel(header))
    case .modifyRejected: .modifyRejected(OrderModifyRejected(header, reason: "no"))
    case .cancelRejected: .cancelRejected(OrderCancelRejected(header, reason: "no"))
    case .updated: .updated(OrderUpdated(header, price: Price(raw: 10_100, precision: 2)))
    case .triggered: .triggered(OrderTriggered(header))
    case .canceled: .canceled(OrderCanceled(header))
    case .expired: .expired(OrderExpired(header))
    case .filled: fill(order, trade: 1, quantity: 1)
    case .commissionCorrected:
      .commissionCorrected(
        OrderCommissionCorrected(
          header, tradeId: TradeId(number: 1), commission: .zero(.usdt), estimate: nil))
    case .unknown: .unknown(OrderUnknown(header, reason: "timeout"))
    }
  }

  /// The seed in `ARGONAUT_TEST_SEED`, else a fresh one; printed, so that a failure can be repeated.
  static func seed(for test: String) -> UInt64 {
    let given = ProcessInfo.processInfo.environment["ARGONAUT_TEST_SEED"].flatMap { UInt64($0) }
    let seed = given ?? RandomSource.system().next()
    print("\(test): ARGONAUT_TEST_SEED=\(seed)")
    return seed
  }
}
