import TradingModel

/// How an account trades futures, as far as the wording of its orders depends on it.
struct BinanceFuturesOrderRules: Hashable, Sendable {
  /// Whether the account keeps a long and a short position of an instrument.
  var isHedge = false
  /// Whether reduce-only is sent; in hedge mode the venue takes none.
  var sendsReduceOnly = true
  /// The venue's time, for the limits of good-till dates.
  var now = UnixNanos.zero

  /// How far ahead a good-till date has to be.
  static let minimumLife: Duration = .seconds(600)
  /// The last good-till date that the venue takes, exclusive, in milliseconds.
  static let lastGoodTillDate: Int64 = 253_402_300_799_000

  /// The side of the position that an order is meant for: what it names, else what follows from its side and from whether
  /// it closes. Nil in one-way mode.
  func positionSide(
    of terms: OrderTerms, positionId: PositionId?
  ) throws(BinanceOrderDenial) -> String? {
    let named = try named(terms, positionId)
    guard isHedge else {
      guard named == nil || named == "BOTH" else {
        throw BinanceOrderDenial(
          reason: "POSITION_SIDE_MISMATCH: the account is in one-way mode; positionSide=\(named ?? "")")
      }
      return nil
    }
    if named == "BOTH" {
      throw BinanceOrderDenial(reason: "POSITION_SIDE_MISMATCH: the account is in hedge mode; positionSide=BOTH")
    }
    let closes = terms.isReduceOnly || terms.params["closePosition"] == "true"
    let derived = (terms.side == .buy) == closes ? "SHORT" : "LONG"
    guard let named else { return derived }
    // Reduce-only cannot be sent, so an order that would open although it must not is refused here.
    if closes, named != derived {
      throw BinanceOrderDenial(
        reason: "REDUCE_ONLY_OPENS: \(terms.side.rawValue) never reduces the \(named) position; positionSide=\(named)")
    }
    return named
  }

  private func named(_ terms: OrderTerms, _ positionId: PositionId?) throws(BinanceOrderDenial) -> String? {
    let sides = ["LONG", "SHORT", "BOTH"]
    let byId = positionId.flatMap { id in sides.first { id.text.hasSuffix("-" + $0) } }
    guard let text = terms.params["positionSide"] else { return byId }
    guard sides.contains(text) else {
      throw BinanceOrderDenial(reason: "INVALID_PARAMETER: positionSide='\(text)'; valid are LONG, SHORT, BOTH")
    }
    if let byId, byId != text {
      throw BinanceOrderDenial(reason: "POSITION_SIDE_MISMATCH: positionId=\(byId) positionSide=\(text)")
    }
    return text
  }

  /// The venue's millisecond for a good-till date: whole seconds, not too near and not too far.
  func goodTillDate(_ time: UnixNanos?) throws(BinanceOrderDenial) -> Int64 {
    guard let time else { throw BinanceOrderDenial(reason: "EXPIRE_TIME_MISSING: timeInForce=GTD") }
    let date = time.milliseconds / 1_000 * 1_000
    guard date > (now + Self.minimumLife).milliseconds, date < Self.lastGoodTillDate else {
      throw BinanceOrderDenial(
        reason: "EXPIRE_TIME_INVALID: the venue takes more than 600 s from now; expireTime=\(time.milliseconds) ms. "
          + "Set useGTD: false to have the node end the order")
    }
    return date
  }
}
