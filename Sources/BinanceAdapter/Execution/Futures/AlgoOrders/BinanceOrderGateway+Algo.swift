import TradingModel
import TradingNetwork

// Conditional orders of futures. The WebSocket API has them on USDⓈ-M, for fewer times in force than REST has; on COIN-M
// there is REST alone.
//
// <https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/websocket-api>
extension BinanceOrderGateway {
  /// Sends a new conditional order to the algo service.
  func placeAlgo(
    _ parameters: BinanceParameters, completion: @escaping (Result<BinanceOrderAnswer, BinanceError>) -> Void
  ) {
    let request = BinanceRequest<BinanceOrderAnswer>(
      .post, product.tradingPath + "/algoOrder", parameters, security: .signed, orderCount: 1, priority: .order
    ) { json, _ in try BinanceOrderAnswer(algo: json) }
    let known = product.webSocketAlgoTimesInForce
    // One that names no time in force is sent with the venue's own.
    guard known.contains(parameters["timeInForce"] ?? "GTC") else { return sendByREST(request, completion: completion) }
    send(request, method: "algoOrder.place", read: { try BinanceOrderAnswer(algo: $0) }, completion: completion)
  }

  /// Cancels a conditional order that waits at the algo service.
  func cancelAlgo(
    _ parameters: BinanceParameters, completion: @escaping (Result<[BinanceCancelAnswer], BinanceError>) -> Void
  ) {
    let request = BinanceRequest<[BinanceCancelAnswer]>(
      .delete, product.tradingPath + "/algoOrder", parameters, security: .signed, priority: .cancel
    ) { json, _ in [try BinanceCancelAnswer(algo: json)] }
    guard !product.webSocketAlgoTimesInForce.isEmpty else { return sendByREST(request, completion: completion) }
    send(
      request, method: "algoOrder.cancel", read: { [try BinanceCancelAnswer(algo: $0)] }, completion: completion)
  }
}
