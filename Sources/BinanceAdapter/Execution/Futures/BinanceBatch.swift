import TradingModel
import TradingNetwork

/// The venue's calls for several futures orders at once: how many they take, and what comes back for each.
///
/// <https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/rest-api/Place-Multiple-Orders>
enum BinanceBatch {
  static let maxPlacements = 5
  static let maxChanges = 5
  static let maxCancellations = 10

  /// Splits a list into parts that one call takes.
  static func parts<Element>(_ elements: [Element], of size: Int) -> [[Element]] {
    stride(from: 0, to: elements.count, by: size).map { Array(elements[$0..<min($0 + size, elements.count)]) }
  }

  /// Several orders as the text that the venue takes: `[{"symbol":"BTCUSDT",…},…]`.
  static func text(_ orders: [BinanceParameters]) -> String {
    "["
      + orders.map { "{" + $0.items.map { "\"\($0.name)\":\"\($0.value)\"" }.joined(separator: ",") + "}" }
      .joined(separator: ",") + "]"
  }

  /// What an answer says about each order: the order, or the venue's error in its place.
  static func outcomes<Answer>(
    _ json: JSONValue, endpoint: String, read: (JSONValue) throws -> Answer
  ) throws -> [Result<Answer, BinanceError>] {
    guard let elements = json.elements else { throw BinanceDecodingError(field: "batchOrders") }
    return elements.map { element in
      if let code = element["code"]?.int, code < 0 {
        let message = element["msg"]?.text ?? ""
        let verdict = BinanceErrorTable.judge(code: code, message: message, httpStatus: nil)
        return .failure(
          BinanceError(kind: verdict.kind, outcome: verdict.outcome, code: code, message: message, endpoint: endpoint))
      }
      return Result { try read(element) }.mapError { error in
        BinanceError(
          kind: .unreadable, outcome: .unknown, message: "the answer could not be read: \(error)", endpoint: endpoint)
      }
    }
  }
}

extension BinanceRequest {
  /// Several new orders in one call.
  static func batchPlacement(
    _ product: BinanceProduct, _ orders: [BinanceParameters]
  ) -> BinanceRequest where Response == [Result<BinanceOrderAnswer, BinanceError>] {
    batch(.post, product, orders) { try BinanceOrderAnswer($0) }
  }

  /// Several changes in one call.
  static func batchModification(
    _ product: BinanceProduct, _ orders: [BinanceParameters]
  ) -> BinanceRequest where Response == [Result<BinanceAmendAnswer, BinanceError>] {
    batch(.put, product, orders) { try BinanceAmendAnswer($0) }
  }

  /// Several orders, or changes of orders, each with parameters and an outcome of its own.
  private static func batch<Answer>(
    _ method: HTTPRequest.Method, _ product: BinanceProduct, _ orders: [BinanceParameters],
    read: @escaping @Sendable (JSONValue) throws -> Answer
  ) -> BinanceRequest where Response == [Result<Answer, BinanceError>] {
    let path = product.tradingPath + "/batchOrders"
    return BinanceRequest(
      method, path, ["batchOrders": BinanceBatch.text(orders)], security: .signed, orderCount: orders.count,
      priority: .order
    ) { json, _ in try BinanceBatch.outcomes(json, endpoint: "\(method.rawValue) \(path)", read: read) }
  }

  /// Several cancellations in one call.
  static func batchCancellation(
    _ product: BinanceProduct, symbol: String, orderIds: [Int64]
  ) -> BinanceRequest where Response == [Result<BinanceCancelAnswer, BinanceError>] {
    let path = product.tradingPath + "/batchOrders"
    let ids = "[" + orderIds.map(String.init).joined(separator: ",") + "]"
    return BinanceRequest(
      .delete, path, ["symbol": symbol, "orderIdList": ids], security: .signed, priority: .cancel
    ) { json, _ in
      try BinanceBatch.outcomes(json, endpoint: "DELETE \(path)") { try BinanceCancelAnswer($0) }
    }
  }
}
