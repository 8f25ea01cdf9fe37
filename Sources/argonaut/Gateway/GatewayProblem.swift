/// Why a command was not carried out: what, where, the likely cause and the next step, in one line.
struct GatewayProblem: Error, Equatable {
  let message: String

  /// Shortens what is very long: a line may hold a mebibyte, and its values are repeated.
  init(_ message: String) {
    self.message =
      message.utf8.count > 2_000 ? "\(message.prefix(200)) … \(message.suffix(300))" : message
  }
}
