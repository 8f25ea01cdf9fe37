import ArgumentParser
import Foundation
import Synchronization
import TradingModel

/// `argonaut replay`: plays a recording through the same client and kernel as live data.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Plays a recording through the kernel and prints it as watch does.",
    discussion: "Time is the recording's own: --seconds and --idle count in it, and it passes as fast as it can.")

  @OptionGroup var stream: StreamOptions

  @Argument(help: "The recording, as argonaut record makes it; .gz is understood.")
  var file: String

  @Option(help: "Only this instrument; repeatable, all by default.")
  var instrument: [String] = []

  func run() async throws {
    let plan = try stream.plan()
    let wanted = instrument.isEmpty ? [] : try InstrumentArgument.list(instrument)
    let interruption = Interruption()
    let signals = await TerminationSignals { interruption.note() }
    defer { withExtendedLifetime(signals) {} }
    do {
      try ReplayRun(path: file, plan: plan, wanted: wanted).run(isInterrupted: { interruption.isNoted })
    } catch {
      throw CommandFailure(connecting: error)
    }
  }

  /// Whether somebody pressed Ctrl-C.
  private final class Interruption: Sendable {
    private let flag = Atomic(false)
    var isNoted: Bool { flag.load(ordering: .relaxed) }
    func note() { flag.store(true, ordering: .relaxed) }
  }
}
