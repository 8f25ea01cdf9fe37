import TradingModel

/// An order as it was answered to its placement.
struct PlacedOrder {
  let order: VenueOrder
  let fills: [AccountTrade]
  /// The status at the time of the answer.
  let status: OrderStatus
}

/// An order that was canceled on request.
struct CanceledOrder {
  let order: VenueOrder
  /// `origClientOrderId` and `clientOrderId` of the answer.
  let originalClientOrderId: String
  let clientOrderId: String
}

/// The answer to cancel-replace.
struct CancelReplaceResult {
  /// A half that succeeded, failed, or was not attempted.
  enum Half<Success> {
    case success(Success)
    case failure(VenueError)
    case notAttempted
  }

  let cancel: Half<CanceledOrder>
  let new: Half<PlacedOrder>
}

/// One item of the answer to a cancel of all open orders on a symbol.
enum CanceledItem {
  case order(CanceledOrder)
  case list(VenueOrderList, [CanceledOrder])
}

extension VenueExchange {
  // The trading requests take the request's own parameters, so that the exchange alone decides what is missing, malformed
  // or too precise, for REST and WebSocket API alike. Unknown names are the front's business.

  /// Places an order: `order.place`, `POST /order`.
  func place(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> PlacedOrder {
    throw VenueError(-1000, "An unknown error occurred while processing the request.")
  }

  /// Checks an order as ``place(_:for:)`` does, without placing it.
  func test(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) {}

  /// Cancels an order by `orderId` or `origClientOrderId`.
  func cancel(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> CanceledOrder {
    throw .unknownOrder
  }

  /// Cancels every open order on `symbol`.
  func cancelAll(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> [CanceledItem] {
    throw .unknownOrder
  }

  /// One order by `orderId` or `origClientOrderId`.
  func order(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> VenueOrder {
    throw .noSuchOrder
  }

  /// Open orders, of one symbol or all, oldest first.
  func openOrders(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> [VenueOrder] {
    []
  }

  /// All orders of a symbol: `orderId`, `startTime`, `endTime`, `limit`.
  func allOrders(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> [VenueOrder] { [] }

  /// Trades of a symbol: `orderId`, `fromId`, `startTime`, `endTime`, `limit`.
  func accountTrades(
    _ parameters: RequestParameters, for account: SandboxAccount
  ) throws(VenueError) -> [AccountTrade] { [] }
}
