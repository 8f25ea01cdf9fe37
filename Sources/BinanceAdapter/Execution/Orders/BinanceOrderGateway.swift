import TradingModel
import TradingNetwork

/// The way by which orders reach the venue: the WebSocket API while it works, REST otherwise.
///
/// The way is chosen before anything is sent. A request whose bytes may have left is never sent a second time by the other
/// way; one of which certainly none has left goes by REST.
final class BinanceOrderGateway {
  private let session: BinanceHttpSession
  /// Nil where the product, the region or the configuration has no WebSocket API for orders.
  private let api: BinanceWebSocketAPI?
  /// Methods of which the server has said that it does not have them, as older or partial servers have not.
  private var missingMethods: Set<String> = []

  init(session: BinanceHttpSession, api: BinanceWebSocketAPI?) {
    self.session = session
    self.api = api
  }

  var product: BinanceProduct { session.product }

  /// Why no new order may be sent now, and for how long; nil when one may.
  func obstacle(orders: Int) -> (reason: String, remaining: Duration)? {
    let block = session.remainingBlock
    if block > .zero { return ("the venue's limit or ban stands", block) }
    let orderBlock = session.remainingOrderBlock
    if orderBlock > .zero { return ("the venue's limit of orders is reached", orderBlock) }
    let wait = session.requestQueue.wait(for: RateCost(weight: 1, orders: orders), priority: .order)
    return wait > .zero ? ("the budget of orders or requests is used up", wait) : nil
  }

  /// Sends a new order.
  ///
  /// - Parameter isRouted: whether smart order routing is to fill it.
  func place(
    _ parameters: BinanceParameters, to family: BinanceOrderFamily = .regular, isRouted: Bool = false,
    completion: @escaping (Result<BinanceOrderAnswer, BinanceError>) -> Void
  ) {
    if family == .algo { return placeAlgo(parameters, completion: completion) }
    let request = BinanceRequest<BinanceOrderAnswer>(
      .post, product.tradingPath + (isRouted ? "/sor/order" : "/order"), parameters, security: .signed, orderCount: 1,
      priority: .order
    ) { json, _ in try BinanceOrderAnswer(json) }
    send(
      request, method: isRouted ? "sor.order.place" : "order.place", read: { try BinanceOrderAnswer($0) },
      completion: completion)
  }

  /// Sends a new list of orders.
  func place(
    _ list: BinanceOrderListRequest, completion: @escaping (Result<BinanceOrderListAnswer, BinanceError>) -> Void
  ) {
    let path = product.accountType.isMargin ? "/order/" : "/orderList/"
    let request = BinanceRequest<BinanceOrderListAnswer>(
      .post, product.tradingPath + path + list.kind, list.parameters, security: .signed, orderCount: list.legs.count,
      priority: .order
    ) { json, _ in try BinanceOrderListAnswer(json) }
    send(
      request, method: "orderList.place." + list.kind, read: BinanceOrderListAnswer.init, completion: completion)
  }

  /// Makes an order smaller where it stands.
  func amend(
    _ parameters: BinanceParameters, completion: @escaping (Result<BinanceAmendAnswer, BinanceError>) -> Void
  ) {
    let request = BinanceRequest<BinanceAmendAnswer>(
      .put, product.tradingPath + "/order/amend/keepPriority", parameters, security: .signed, priority: .order
    ) { json, _ in try BinanceAmendAnswer(json) }
    send(request, method: "order.amend.keepPriority", read: BinanceAmendAnswer.init, completion: completion)
  }

  /// Changes quantity and price of a futures order where it stands.
  func modify(
    _ parameters: BinanceParameters, completion: @escaping (Result<BinanceAmendAnswer, BinanceError>) -> Void
  ) {
    let request = BinanceRequest<BinanceAmendAnswer>(
      .put, product.tradingPath + "/order", parameters, security: .signed, orderCount: 1, priority: .order
    ) { json, _ in try BinanceAmendAnswer(json) }
    send(request, method: "order.modify", read: { try BinanceAmendAnswer($0) }, completion: completion)
  }

  /// Cancels an order and sends another one in its place.
  func replace(_ parameters: BinanceParameters, completion: @escaping (BinanceReplaceAnswer) -> Void) {
    let product = product
    let request = BinanceRequest<JSONValue>(
      .post, product.tradingPath + "/order/cancelReplace", parameters, security: .signed, orderCount: 1,
      priority: .order
    ) { json, _ in json }
    send(request, method: "order.cancelReplace", read: { $0 }) { result in
      switch result {
      case .failure(let error): completion(BinanceReplaceAnswer(error, product: product))
      case .success(let json):
        if let answer = try? BinanceReplaceAnswer(json, product: product) { return completion(answer) }
        completion(
          BinanceReplaceAnswer(
            BinanceError(
              kind: .unreadable, outcome: .unknown, message: "the answer could not be read", endpoint: ""),
            product: product))
      }
    }
  }

  /// Cancels an order. The answer tells of all orders that ended with it.
  func cancel(
    _ parameters: BinanceParameters, in family: BinanceOrderFamily = .regular,
    completion: @escaping (Result<[BinanceCancelAnswer], BinanceError>) -> Void
  ) {
    if family == .algo { return cancelAlgo(parameters, completion: completion) }
    let request = BinanceRequest<[BinanceCancelAnswer]>(
      .delete, product.tradingPath + "/order", parameters, security: .signed, priority: .cancel
    ) { json, _ in try BinanceCancelAnswer.list(json) }
    send(request, method: "order.cancel", read: BinanceCancelAnswer.list, completion: completion)
  }

  /// Sends a request over the WebSocket API while it works, and over REST otherwise.
  func send<Response>(
    _ request: BinanceRequest<Response>, method: String, read: @escaping (JSONValue) throws -> Response,
    completion: @escaping (Result<Response, BinanceError>) -> Void
  ) {
    guard let api, api.isReady, !missingMethods.contains(method) else {
      return sendByREST(request, completion: completion)
    }
    let call = BinanceWebSocketAPI.Call(
      method: method, parameters: request.parameters, security: .signed,
      cost: RateCost(weight: request.cost.weight, orders: request.orderCount), priority: request.priority,
      patience: request.patience)
    api.send(call) { [self] result in
      switch result {
      case .failure(let error) where error.kind == .transport && error.isUnsent:
        sendByREST(request, completion: completion)
      case .failure(let error) where error.isUnknownMethod:
        missingMethods.insert(method)
        sendByREST(request, completion: completion)
      case .failure(let error): fail(error, completion)
      case .success(let json):
        do {
          completion(.success(try read(json)))
        } catch {
          completion(
            .failure(
              BinanceError(
                kind: .unreadable, outcome: .unknown, message: "the answer could not be read: \(error)",
                httpStatus: 200, endpoint: "\(session.endpoints.webSocketAPIURL ?? "") \(method)")))
        }
      }
    }
  }

  func sendByREST<Response>(
    _ request: BinanceRequest<Response>, completion: @escaping (Result<Response, BinanceError>) -> Void
  ) {
    session.send(request) { [self] result in
      if case .failure(let error) = result { return fail(error, completion) }
      completion(result)
    }
  }

  private func fail<Response>(
    _ error: BinanceError, _ completion: @escaping (Result<Response, BinanceError>) -> Void
  ) {
    if error.code == Self.tooManyOrders { session.noteOrderLimit(retryAfter: error.retryAfter, error.message) }
    completion(.failure(error))
  }

  private static let tooManyOrders = -1015
}
