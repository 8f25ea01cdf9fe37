/// Why a command ends without success: one line for people and the documented exit code.
struct CommandFailure: Error {
  /// The exit codes of the command line's contract.
  enum Code: Int32 {
    /// It failed while running.
    case failed = 1
    /// Wrong usage or configuration.
    case usage = 2
    /// The venue refused.
    case refused = 3
  }

  let exitCode: Code
  /// What, where, the likely cause, the next step; one line.
  let message: String

  init(_ exitCode: Code, _ message: String) {
    self.exitCode = exitCode
    self.message = message
  }
}
