import TradingModel
import TradingNetwork

/// The way by which orders reach the venue: the WebSocket API while it works, REST otherwise.
///
/// The way is chosen before anything is sent. A request whose bytes may have left is never sent a second time by the other
/// way.
final class BinanceOrderGateway {
  private let session: BinanceHttpSession
  /// Nil where the product, the region or the configuration has no WebSocket API for orders.
  private let api: BinanceWebSocketAPI?

  init(session: BinanceHttpSession, api: BinanceWebSocketAPI?) {
    self.session = session
    self.api = api
  }

  private var product: BinanceProduct { session.product }

  /// Sends a new order to one of the venue's services. Conditional orders go over REST: COIN-M has no other way for them.
  func place(
    _ parameters: BinanceParameters, to family: BinanceOrderFamily = .regular,
    completion: @escaping (Result<BinanceOrderAnswer, BinanceError>) -> Void
  ) {
    if family == .algo {
      let request = BinanceRequest<BinanceOrderAnswer>(
        .post, product.tradingPath + "/algoOrder", parameters, security: .signed, orderCount: 1, priority: .order
      ) { json, _ in try BinanceOrderAnswer(algo: json) }
      return session.send(request, completion: completion)
    }
    let request = BinanceRequest<BinanceOrderAnswer>(
      .post, product.tradingPath + "/order", parameters, security: .signed, orderCount: 1, priority: .order
    ) { json, _ in try BinanceOrderAnswer(json) }
    send(request, method: "order.place", read: { try BinanceOrderAnswer($0) }, completion: completion)
  }

  /// Cancels an order where it is.
  func cancel(
    _ parameters: BinanceParameters, in family: BinanceOrderFamily = .regular,
    completion: @escaping (Result<BinanceCancelAnswer, BinanceError>) -> Void
  ) {
    if family == .algo {
      let request = BinanceRequest<BinanceCancelAnswer>(
        .delete, product.tradingPath + "/algoOrder", parameters, security: .signed, priority: .cancel
      ) { json, _ in try BinanceCancelAnswer(algo: json) }
      return session.send(request, completion: completion)
    }
    let request = BinanceRequest<BinanceCancelAnswer>(
      .delete, product.tradingPath + "/order", parameters, security: .signed, priority: .cancel
    ) { json, _ in try BinanceCancelAnswer(json) }
    send(request, method: "order.cancel", read: { try BinanceCancelAnswer($0) }, completion: completion)
  }

  /// Cancels all open orders of a symbol, whoever made them.
  func cancelAll(
    _ parameters: BinanceParameters, completion: @escaping (Result<[BinanceCancelAnswer], BinanceError>) -> Void
  ) {
    let request = BinanceRequest<[BinanceCancelAnswer]>(
      .delete, product.tradingPath + "/openOrders", parameters, security: .signed, priority: .cancel
    ) { json, _ in try Self.cancelAnswers(json) }
    send(request, method: "openOrders.cancelAll", read: Self.cancelAnswers, completion: completion)
  }

  /// The legs of order lists are told within their list.
  private static func cancelAnswers(_ json: JSONValue) throws -> [BinanceCancelAnswer] {
    try (json.elements ?? []).flatMap { element in
      guard let legs = element["orderReports"]?.elements else { return [try BinanceCancelAnswer(element)] }
      return try legs.map { try BinanceCancelAnswer($0) }
    }
  }

  private func send<Response>(
    _ request: BinanceRequest<Response>, method: String, read: @escaping (JSONValue) throws -> Response,
    completion: @escaping (Result<Response, BinanceError>) -> Void
  ) {
    guard let api, api.isReady else { return session.send(request, completion: completion) }
    let call = BinanceWebSocketAPI.Call(
      method: method, parameters: request.parameters, security: .signed,
      cost: RateCost(weight: request.cost.weight, orders: request.orderCount), priority: request.priority,
      patience: request.patience)
    let place = "\(session.endpoints.webSocketAPIURL ?? "") \(method)"
    api.send(call) { result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let json):
        do {
          completion(.success(try read(json)))
        } catch {
          completion(
            .failure(
              BinanceError(
                kind: .unreadable, outcome: .unknown, message: "the answer could not be read: \(error)",
                httpStatus: 200, endpoint: place)))
        }
      }
    }
  }
}
