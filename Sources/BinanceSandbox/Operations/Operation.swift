/// Something that the venue does on request, over REST and, where it has a method there, over the WebSocket API.
struct Operation {
  typealias Body = (ProductFront, Call) throws(VenueError) -> [UInt8]

  /// `GET /api/v3/depth`.
  var route: String?
  /// `depth`.
  var socketMethod: String?
  var security: OperationSecurity = .none
  var weight: (Parameters) -> Int
  /// The parameters that it knows; what else is sent is refused where the venue refuses it.
  var parameters: [String]
  /// How many new orders it counts as.
  var newOrders = 0
  /// Whether it weighs on the account and not on the address (`/sapi`).
  var isByAccount = false
  /// Whether it costs nothing once it succeeded.
  var isFreeOnSuccess = false
  var run: Body

  /// What a key must be allowed to do.
  var permission: ApiCredential.Permissions {
    guard security == .signed else { return [] }
    let name = route ?? socketMethod ?? ""
    // Reading is reading, and the keys of streams are read.
    if name.hasPrefix("GET ") || name.contains("istenKey") || name.contains("userDataStream") { return .read }
    if name.hasPrefix("POST /sapi") || name.hasPrefix("DELETE /sapi") {
      return name.contains("/margin/") ? .marginTrading : .read
    }
    if name.hasPrefix("POST /api") || name.hasPrefix("PUT /api") || name.hasPrefix("DELETE /api") {
      return .spotTrading
    }
    return name.contains("/fapi") || name.contains("/dapi") ? .futuresTrading : .read
  }

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
