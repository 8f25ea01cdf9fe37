import TradingEngine
import TradingModel

/// One fact of every kind and shape.
enum SampleFacts {
  static let instrumentId = InstrumentId(symbol: "BTCUSDT", venue: "BINANCE")
  static let time = UnixNanos(1_795_392_000_000_000_001)

  static func header(_ number: Int, full: Bool = true) -> OrderEventHeader {
    OrderEventHeader(
      order: OrderIdentity(
        strategyId: "EmaCross-001", instrumentId: instrumentId, clientOrderId: ClientOrderId("O-\(number)")),
      venueOrderId: full ? "28457" : nil, accountId: full ? "BINANCE-001" : nil, isReconciliation: full, tsEvent: time,
      tsInit: time)
  }

  static func terms() throws -> OrderTerms {
    OrderTerms(
      side: .sell, type: .trailingStopMarket, quantity: try Quantity("0.12345678"), timeInForce: .gtd,
      price: try Price("61737.63"), triggerPrice: try Price("-0.5"), triggerType: .markPrice,
      activationPrice: try Price("1e2".replacing("e2", with: "00")), trailingOffset: WideDecimal(50),
      trailingOffsetType: .basisPoints, expireTime: time, displayQuantity: try Quantity("0.1"), isPostOnly: true,
      isReduceOnly: true, isQuoteQuantity: true, contingency: .oco, orderListId: "L-1", linkedOrderIds: ["O-2", "O-3"],
      parentOrderId: "O-4", params: ["selfTradePreventionMode": "NONE", "ü": "猫"], tags: ["a", ""])
  }

  static func filled(_ number: Int, trade: UInt64 = 7) throws -> OrderFilled {
    OrderFilled(
      header(number), tradeId: TradeId(number: trade), side: .buy, type: .limit, lastQuantity: try Quantity("0.10000"),
      lastPrice: try Price("100.00"), currency: .usdt, commission: Money(try WideDecimal("-0.000123"), .btc),
      liquiditySide: .maker, positionId: "BTCUSDT.BINANCE-BOTH", isInferred: true, info: ["k": "v"])
  }

  static var instrument: Instrument {
    Instrument(
      id: instrumentId, rawSymbol: "BTCUSDT", kind: .currencyPair, base: .btc, quote: .usdt,
      priceIncrement: Price(raw: 1, precision: 2), sizeIncrement: Quantity(raw: 1, precision: 5))
  }

  static func events() throws -> [OrderEvent] {
    [
      .initialized(OrderInitialized(header(1), terms: try terms(), positionId: "P-1")),
      .denied(OrderDenied(header(1, full: false), reason: "no")), .submitted(OrderSubmitted(header(1))),
      .accepted(OrderAccepted(header(1))), .rejected(OrderRejected(header(1), reason: "", dueToPostOnly: true)),
      .pendingUpdate(OrderPendingUpdate(header(1))), .pendingCancel(OrderPendingCancel(header(1))),
      .modifyRejected(OrderModifyRejected(header(1), reason: "m")),
      .cancelRejected(OrderCancelRejected(header(1), reason: "c")),
      .updated(OrderUpdated(header(1), quantity: try Quantity("2"), price: try Price("1.5"), isQuoteQuantity: false)),
      .updated(OrderUpdated(header(1), triggerPrice: try Price("3"))), .triggered(OrderTriggered(header(1))),
      .canceled(OrderCanceled(header(1), reason: "x")), .expired(OrderExpired(header(1), reason: "e")),
      .filled(try filled(1)),
      .commissionCorrected(
        OrderCommissionCorrected(
          header(1), tradeId: TradeId(number: 7), commission: Money(try WideDecimal("-0.1"), .usdt),
          estimate: Money(try WideDecimal("0.2"), .usdt))),
      .unknown(OrderUnknown(header(1), reason: "timeout")),
    ]
  }

  static func all() throws -> [TradingFact] {
    let plain = OrderTerms(side: .buy, type: .market, quantity: try Quantity("1"))
    let started = OrderInitialized(header(2), terms: plain)
    let position = try Position(
      id: "BTCUSDT.BINANCE-BOTH", instrument: instrument, strategyId: "EmaCross-001",
      opening: PositionFill(try filled(2)))
    let account = AccountState(
      accountId: "BINANCE-001", accountType: .margin, baseCurrency: .usdt,
      balances: [
        try AccountBalance(total: Money(try WideDecimal("12.5"), .usdt), locked: Money(WideDecimal(2), .usdt))
      ],
      margins: [MarginBalance(instrumentId: instrumentId, initial: .zero(.usdt), maintenance: .zero(.usdt))],
      isReported: false, isComplete: true, info: ["a": "b"], tsEvent: time, tsInit: time)
    var facts: [TradingFact] = [
      .instrument(instrument), .initialized(started, client: "BINANCE"),
      .initialized(OrderInitialized(header(3, full: false), terms: try terms()), client: nil),
      .sent("O-2", client: "BINANCE"),
      .modify(ModifyOrder(order: started.header.order, quantity: try Quantity("3"), params: ["a": "b"], tsInit: time)),
      .account(account), .killSwitch(reason: "drawdown"), .killSwitch(reason: nil), .tradingState(.reducing),
      .order(Order(started)), .position(position),
      .realized(
        RealizedPnl(instrumentId: instrumentId, strategyId: "EmaCross-001", pnl: Money(WideDecimal(-3), .usdt))),
    ]
    facts += try events().map { .event($0) }
    return facts
  }
}
