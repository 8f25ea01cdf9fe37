public import TradingNetwork

/// One request to Binance's REST API, with what its answer is read into.
///
/// The endpoints of ``BinanceHttpClient`` are such values; anything else that the venue offers can be asked by making
/// one: `BinanceRequest(.get, "/api/v3/ping") { json, _ in () }`.
public struct BinanceRequest<Response: Sendable>: Sendable {
  /// The request method.
  public var method: HTTPRequest.Method
  /// The path from the root: `/api/v3/depth`.
  public var path: String
  /// The parameters in the order in which they are sent, without key, timestamp and signature, which the session adds.
  public var parameters: BinanceParameters
  /// What the venue wants as proof of who asks: nothing, the API key, or a signature.
  public var security: BinanceRequestSecurity
  /// What it costs of the request budget, where that differs from the venue's table.
  public var weight: Int?
  /// How many orders it counts as.
  public var orderCount: Int
  /// How urgent it is, and with it how much of the budget it may use.
  public var priority: RatePriority
  /// How long it may wait for room in the budget; by default it follows from the priority.
  public var patience: Duration?
  /// Makes a value of the answer.
  public var decode: @Sendable (BinanceResponse, BinanceDecoding) throws -> Response

  /// Makes a request whose answer is read from its JSON.
  ///
  /// - Parameters:
  ///   - method: the method of the HTTP request.
  ///   - path: from the root, such as `/api/v3/depth`.
  ///   - parameters: in the order in which they are sent, without key, timestamp and signature.
  ///   - security: what the venue wants as proof of who asks.
  ///   - weight: what it costs of the request budget; nil takes it from the venue's table.
  ///   - orderCount: how many orders it counts as.
  ///   - priority: how urgent it is; how long it may wait (``patience``) follows from it.
  ///   - decode: makes a value of the answer, and notes elements that it leaves out.
  public init(
    _ method: HTTPRequest.Method = .get, _ path: String, _ parameters: BinanceParameters = [:],
    security: BinanceRequestSecurity = .none, weight: Int? = nil, orderCount: Int = 0, priority: RatePriority = .query,
    decode: @escaping @Sendable (JSONValue, BinanceDecoding) throws -> Response
  ) {
    self.init(
      method, path, parameters, security: security, weight: weight, orderCount: orderCount, priority: priority,
      decodeResponse: { response, notes in try decode(response.json(), notes) })
  }

  /// A request whose answer is read from the bytes.
  public init(
    _ method: HTTPRequest.Method = .get, _ path: String, _ parameters: BinanceParameters = [:],
    security: BinanceRequestSecurity = .none, weight: Int? = nil, orderCount: Int = 0, priority: RatePriority = .query,
    decodeResponse: @escaping @Sendable (BinanceResponse, BinanceDecoding) throws -> Response
  ) {
    self.method = method
    self.path = path
    self.parameters = parameters
    self.security = security
    self.weight = weight
    self.orderCount = orderCount
    self.priority = priority
    self.patience = Self.usualPatience(priority)
    self.decode = decodeResponse
  }

  /// Orders are refused at once when there is no room, since a late order is a wrong order; the others wait.
  private static func usualPatience(_ priority: RatePriority) -> Duration? {
    switch priority {
    case .cancel: .seconds(300)
    case .order: .zero
    case .query: .seconds(75)
    case .background: .seconds(300)
    }
  }

  /// What it costs and whose budget it costs.
  public var cost: (weight: Int, scope: BinanceWeightScope) {
    let cost = BinanceWeights.cost(method: method.rawValue, path: path, parameters: parameters)
    return (weight ?? cost.weight, cost.scope)
  }

  /// Method and path, for messages; never the parameters.
  public var endpoint: String { "\(method.rawValue) \(path)" }
}
