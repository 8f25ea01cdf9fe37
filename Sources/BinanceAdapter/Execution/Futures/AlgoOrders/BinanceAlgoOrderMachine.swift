import TradingModel

/// A conditional order on its way: the algo order that waits, and the regular order that it becomes. A pure value in
/// which `ALGO_UPDATE`, `ORDER_TRADE_UPDATE` and answers to queries meet, in any order and however often.
///
/// To the strategy it is one order. Its identifier at the venue is the algo order's until it triggers, then that of the
/// order that it became.
struct BinanceAlgoOrderMachine: Hashable, Sendable {
  enum Phase: Int, Hashable, Sendable, Comparable {
    /// Waits for its price.
    case waiting
    /// The condition was met; the regular order is being placed.
    case triggering
    /// The regular order is there.
    case triggered
    /// Nothing more comes of it.
    case ended

    static func < (left: Phase, right: Phase) -> Bool { left.rawValue < right.rawValue }
  }

  /// What is to be told, or done.
  enum Action: Hashable, Sendable {
    /// The venue has the order, under this identifier of the algo service.
    case accept(algoId: Int64)
    /// A trailing stop has begun to follow the market.
    case activate
    /// The condition was met; with the order that it became, where that is known.
    case trigger(orderId: Int64?)
    /// Its life has ended.
    case end(OrderStatus, reason: String)
    /// The regular order's own news is due; when it does not come the venue is asked.
    case expectNews
  }

  private(set) var phase = Phase.waiting
  private(set) var algoId: Int64?
  /// The regular order that it became.
  private(set) var orderId: Int64?
  private(set) var isActivated = false

  init(algoId: Int64? = nil, orderId: Int64? = nil) {
    self.algoId = algoId
    self.orderId = orderId
    if orderId != nil { phase = .triggered }
  }

  /// The service that can change or cancel the order now.
  var family: BinanceOrderFamily { phase >= .triggered || orderId != nil ? .regular : .algo }

  /// The algo service has taken the order.
  mutating func placed(algoId: Int64) -> [Action] {
    self.algoId = self.algoId ?? algoId
    return phase == .waiting ? [.accept(algoId: algoId)] : []
  }

  /// The regular order has made itself known, whatever the algo service has told so far.
  mutating func becameRegular(orderId: Int64) -> [Action] {
    guard self.orderId != orderId else { return [] }
    self.orderId = orderId
    if phase < .triggered { phase = .triggered }
    return [.trigger(orderId: orderId)]
  }

  /// The order's life has ended, as the regular order or a query told.
  mutating func ended() { phase = .ended }

  /// What the algo service says about the order.
  ///
  /// - Parameters:
  ///   - status: the algo service's word.
  ///   - actualOrderId: the order that it became.
  ///   - executed: what the order that it became has executed, as the algo service says.
  ///   - filled: what of that was told in trades.
  mutating func update(
    status: String, algoId: Int64, actualOrderId: Int64?, executed: WideDecimal, filled: WideDecimal,
    isActivated: Bool? = nil, reason: String = ""
  ) -> [Action] {
    self.algoId = self.algoId ?? algoId
    var actions: [Action] = phase == .waiting ? [.accept(algoId: algoId)] : []
    if isActivated == true, !self.isActivated {
      self.isActivated = true
      actions.append(.activate)
    }
    if let actualOrderId { actions += becameRegular(orderId: actualOrderId) }
    switch status {
    case "TRIGGERING": if phase < .triggering { phase = .triggering }
    case "TRIGGERED":
      if phase < .triggered {
        phase = .triggered
        actions.append(.trigger(orderId: nil))
      }
      if orderId == nil { actions.append(.expectNews) }
    case "FINISHED": actions += finish(executed: executed, filled: filled)
    case "CANCELED": actions += end(.canceled, reason)
    case "EXPIRED": actions += end(.expired, reason)
    case "REJECTED": actions += reject(reason)
    // NEW says nothing further, and a word that is not known must not end anything.
    default: break
    }
    return actions
  }

  /// The order that it became is done with: its own events tell how, unless they were lost.
  private mutating func finish(executed: WideDecimal, filled: WideDecimal) -> [Action] {
    guard phase != .ended else { return executed > filled ? [.expectNews] : [] }
    guard orderId == nil, !executed.isPositive else { return [.expectNews] }
    return end(.canceled, "FINISHED")
  }

  /// An end that the algo service tells counts while the order is with it; later the regular order tells its own.
  private mutating func end(_ status: OrderStatus, _ reason: String) -> [Action] {
    if phase == .ended { return [] }
    if orderId != nil { return [.expectNews] }
    phase = .ended
    return [.end(status, reason: reason)]
  }

  /// Refused when it was placed, or when its condition was met.
  private mutating func reject(_ reason: String) -> [Action] {
    if phase == .ended { return [] }
    // TRIGGERED is not told any more when the order that it becomes is refused at once.
    let met: [Action] = phase == .triggering ? [.trigger(orderId: nil)] : []
    phase = .ended
    return met + [.end(.rejected, reason: reason.isEmpty ? "REJECTED" : reason)]
  }
}
