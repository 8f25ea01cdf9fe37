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
  public var parameters: BinanceParameters
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

/// What a request needs to be allowed.
public enum BinanceRequestSecurity: Hashable, Sendable {
  /// Nothing.
  case none
  /// The API key in the header.
  case apiKey
  /// The API key and a signature with a timestamp.
  case signed
}

/// Whose budget a request weighs on.
public enum BinanceWeightScope: Hashable, Sendable {
  /// The address's.
  case address
  /// The account's (`/sapi` endpoints that say UID).
  case account
}

/// The answer to a request, before it is read.
public struct BinanceResponse: Sendable {
  public let status: Int
  public let body: [UInt8]

  public init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }

  /// The body as a tree.
  public func json() throws(JSONError) -> JSONValue { try JSONValue(parsing: body) }
}

/// What was noticed while an answer was read: elements that had to be left out.
public final class BinanceDecoding {
  /// What was left out and why.
  public private(set) var skipped: [String] = []

  public init() {}

  /// Reads a list; an element that cannot be read is left out and noted, and does not stop the others.
  public func list<Element>(
    _ json: JSONValue?, of what: String, _ make: (JSONValue) throws -> Element
  ) throws -> [Element] {
    guard let elements = json?.elements else { throw BinanceDecodingError(field: what) }
    var result: [Element] = []
    result.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      do {
        result.append(try make(element))
      } catch {
        skipped.append("\(what)[\(index)]: \(error)")
      }
    }
    return result
  }

  /// Reads a list, or the single element that the venue sends in its place when one symbol was asked for.
  public func listOrOne<Element>(
    _ json: JSONValue, of what: String, _ make: (JSONValue) throws -> Element
  ) throws -> [Element] {
    if json.isObject { return [try make(json)] }
    return try list(json, of: what, make)
  }
}
