import ArgumentParser
import TradingModel

/// What `watch` and `replay` print, and when they stop.
struct StreamOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What to print: \(DataSelection.names).", valueName: "list"))
  var data: String = "quotes,trades"

  @OptionGroup var stop: StopOptions

  @Flag(help: "Print only book states, the final books and statistics.")
  var quiet = false

  @Flag(help: "With book: print the book at every change.")
  var every = false

  @Option(help: "With book: print so many levels of each side; all by default.")
  var depth: Int?

  @Flag(help: "Print only the newest quote of each batch.")
  var conflate = false

  @Flag(help: "Print throughput, CPU, memory and latency at the end.")
  var stats = false

  @Flag(help: "One JSON object per line.")
  var json = false

  /// The options, checked.
  struct Plan: Sendable {
    var selections: [DataSelection]
    var printing: WatchPrinter.Options
    var rule: StopRule
    var withStatistics: Bool
  }

  func plan() throws(CommandFailure) -> Plan {
    let selections = try DataSelection.list(data)
    if let depth, depth < 1 { throw CommandFailure(.usage, "--depth is \(depth); it must be at least 1") }
    let printing = WatchPrinter.Options(
      json: json, isQuiet: quiet, printsBookEveryTime: every && selections.contains(.book),
      printsDeltas: selections.contains(.deltas), bookDepth: depth ?? .max, conflatesQuotes: conflate,
      measuresLatency: stats)
    return Plan(selections: selections, printing: printing, rule: try stop.rule(), withStatistics: stats)
  }
}
