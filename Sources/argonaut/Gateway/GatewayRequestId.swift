/// The identifier that a client gave its command.
enum GatewayRequestId: Hashable, Sendable {
  case text(String)
  /// An integer, as it was written.
  case integer(String)
}
