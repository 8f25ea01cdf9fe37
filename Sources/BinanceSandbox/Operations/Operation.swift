/// Something that the venue does on request, over REST and, where it has a method there, over the WebSocket API.
struct Operation {
  typealias Body = (ProductFront, Call) throws(VenueError) -> [UInt8]

  /// `GET /api/v3/depth`.
  var route: String?
  /// `depth`.
  var socketMethod: String?
  var security: OperationSecurity = .none
  var weight: (Parameters) -> Int
  /// What it weighs over the WebSocket API, where that differs.
  var socketWeight: Int?
  /// The parameters that it knows; what else is sent is refused where the venue refuses it.
  var parameters: [String]
  /// How many new orders it counts as.
  var newOrders = 0
  /// Whether it weighs on the account and not on the address (`/sapi`).
  var isByAccount = false
  /// The pool in which its requests are counted beside their weight, if any.
  var pool: RequestPool?
  /// Whether it costs nothing once it succeeded.
  var isFreeOnSuccess = false
  var run: Body

  /// What a key must be allowed to do.
  var permission: ApiCredential.Permissions {
    guard security == .signed else { return [] }
    let name = route ?? socketMethod ?? ""
    // Special keys are looked at by those who could make them.
    if name.contains("/sapi/v1/margin/api") { return .marginTrading }
    if Self.transfers.contains(name) { return .transfers }
    // Reading is reading, and the keys of streams are read.
    if name.hasPrefix("GET ") || name.contains("istenKey") || name.contains("userDataStream") { return .read }
    if name.hasPrefix("POST /sapi") || name.hasPrefix("PUT /sapi") || name.hasPrefix("DELETE /sapi") {
      // "Enable Spot & Margin Trading" is one box on the venue's page of keys; margin itself is another one.
      if Self.isMarginTrading(name) { return [.spotTrading, .marginTrading] }
      return name.contains("/margin/") ? .marginTrading : .read
    }
    if name.hasPrefix("POST /api") || name.hasPrefix("PUT /api") || name.hasPrefix("DELETE /api") {
      return .spotTrading
    }
    return name.contains("/fapi") || name.contains("/dapi") ? .futuresTrading : .read
  }

  /// Whether an operation places or cancels orders of margin accounts.
  private static func isMarginTrading(_ name: String) -> Bool {
    ["/margin/order", "/margin/openOrders"].contains { name.contains($0) }
  }

  /// The operations that move money between wallets.
  private static let transfers: Set = ["POST /sapi/v1/asset/transfer", "POST /sapi/v1/futures/transfer"]

  init(
    _ route: String?, _ socketMethod: String? = nil, weight: Int, security: OperationSecurity = .none,
    _ parameters: [String] = [], newOrders: Int = 0, isFreeOnSuccess: Bool = false, run: @escaping Body
  ) {
    self.init(
      route, socketMethod, weightOf: { _ in weight }, security: security, parameters, newOrders: newOrders,
      isFreeOnSuccess: isFreeOnSuccess, run: run)
  }

  init(
    _ route: String?, _ socketMethod: String? = nil, weightOf: @escaping (Parameters) -> Int,
    security: OperationSecurity = .none, _ parameters: [String] = [], newOrders: Int = 0,
    isFreeOnSuccess: Bool = false, run: @escaping Body
  ) {
    self.route = route
    self.socketMethod = socketMethod
    self.weight = weightOf
    self.security = security
    self.parameters = parameters
    self.newOrders = newOrders
    self.isFreeOnSuccess = isFreeOnSuccess
    self.run = run
  }
}

extension Operation {
  /// The same operation, with a weight of its own over the WebSocket API.
  func weighing(overSocketAPI weight: Int) -> Operation {
    var copy = self
    copy.socketWeight = weight
    return copy
  }

  /// The same operation, counted in a pool.
  func sharing(_ pool: RequestPool?) -> Operation {
    var copy = self
    copy.pool = pool
    return copy
  }
}
