/// One request to the exchange, however it came: its parameters, who sends it, and how times are wanted.
struct Call {
  var parameters: Parameters
  /// The account behind the key, for signed operations.
  var account: SandboxAccount?
  var credential: ApiCredential?
  var unit: TimeUnit = .milliseconds
  var client: String
  /// The account's order limit that a new order would break, where the request goes on without one.
  var orderLimit: LimitRefusal?
  /// How far queries lag behind, by a fault.
  var visibilityLag: Duration?
  /// Whether it came over the WebSocket API.
  var isSocketAPI = false

  /// The account of a signed operation.
  func owner() throws(VenueError) -> SandboxAccount {
    guard let account else { throw .unauthorized }
    return account
  }
}
