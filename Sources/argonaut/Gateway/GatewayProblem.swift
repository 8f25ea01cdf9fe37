/// Why a command was not carried out: what, where, the likely cause and the next step, in one line.
struct GatewayProblem: Error, Equatable {
  let message: String

  init(_ message: String) { self.message = message }
}
