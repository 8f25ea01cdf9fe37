import TradingEngine
import TradingModel

/// What the venue demands of an order list beyond what it demands of each order.
///
/// <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/trading-endpoints#new-order-list---oco-trade>
enum BinanceListChecks {
  /// The first rule that the legs break, as far as it is certain without the market.
  ///
  /// - Parameters:
  ///   - legs: as ``BinanceOrderRequest/orders(in:purpose:)`` reads them; the leg that stands above comes before the one
  ///     below.
  ///   - paysFromWorking: whether the working order's proceeds pay the pending ones (OPO, OPOCO).
  static func denial(
    _ legs: [BinanceOrderRequest], _ rules: BinanceSymbolRules, paysFromWorking: Bool, openLists: Int?, allLists: Int?
  ) -> DenialReason? {
    guard legs.count > 1 else { return nil }
    let pair = legs.count == 3 ? Array(legs.dropFirst()) : legs
    let isPair = legs.count == 3 || legs.allSatisfy { !$0.isPending }
    let hasPending = legs.contains(where: \.isPending)
    let needed = [(isPair, "ocoAllowed"), (hasPending, "otoAllowed"), (paysFromWorking, "opoAllowed")]
    if let wrong = needed.first(where: { $0.0 && rules.forbids($0.1) }) {
      return DenialReason("UNSUPPORTED_BY_SYMBOL", ["symbol": rules.symbol, wrong.1: "false"])
    }
    if paysFromWorking, legs[0].side != .buy || legs[1].side != .sell {
      return DenialReason(
        "OPO_SIDES", ["working": legs[0].side.rawValue, "pending": legs[1].side.rawValue, "needed": "BUY,SELL"])
    }
    return BinanceOrderCheck.count("MAX_NUM_ORDER_LISTS", rules.counts["MAX_NUM_ORDER_LISTS"], openLists)
      ?? BinanceOrderCheck.count("EXCHANGE_MAX_NUM_ORDER_LISTS", rules.counts["EXCHANGE_MAX_NUM_ORDER_LISTS"], allLists)
      ?? (isPair ? relation(above: pair[0], below: pair[1]) : nil)
  }

  /// The two prices at which legs come into play must stand the right way round.
  private static func relation(above: BinanceOrderRequest, below: BinanceOrderRequest) -> DenialReason? {
    guard let upper = level(above), let lower = level(below), upper <= lower else { return nil }
    return DenialReason("OCO_PRICES", ["above": upper.plain(), "below": lower.plain()])
  }

  private static func level(_ leg: BinanceOrderRequest) -> WideDecimal? {
    leg.isConditional ? leg.stopPrice : leg.price
  }
}
