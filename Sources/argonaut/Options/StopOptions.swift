import ArgumentParser

/// When a command that streams stops by itself.
struct StopOptions: ParsableArguments {
  @Option(help: "Stop after so many data lines.")
  var count: Int?

  @Option(help: "Stop after so many seconds.")
  var seconds: Double?

  @Option(help: "Stop after so many seconds without data.")
  var idle: Double?

  /// The options, checked.
  func rule() throws(CommandFailure) -> StopRule { try StopRule(count: count, seconds: seconds, idle: idle) }
}
