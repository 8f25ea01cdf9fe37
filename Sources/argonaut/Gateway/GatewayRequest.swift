/// A command as it came in: what is asked for, and the `id` that its result repeats.
struct GatewayRequest: Equatable, Sendable {
  /// The identifier as JSON, a string in quotes or an integer; `nil` when none was given.
  var id: GatewayRequestId?
  var instruction: GatewayInstruction
}
