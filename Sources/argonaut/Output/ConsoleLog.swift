import Foundation
import Logging

/// The log of the command line: one line a message on stderr, with the time, the level and the part that speaks.
struct ConsoleLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level
  private let label: String

  /// Makes all loggers of the process write to stderr; `ARGONAUT_LOG` sets the level, `warning` unless told.
  static func bootstrap(level fallback: Logger.Level = .warning) {
    let wanted = ProcessInfo.processInfo.environment["ARGONAUT_LOG"].flatMap { Logger.Level(rawValue: $0) }
    let level = wanted ?? fallback
    LoggingSystem.bootstrap { ConsoleLog(label: $0, logLevel: level) }
  }

  private init(label: String, logLevel: Logger.Level) {
    self.label = label
    self.logLevel = logLevel
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let pairs = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    StandardError.write("\(Self.timeText()) \(event.level.rawValue.uppercased()) \(label): \(event.message)\(pairs)")
  }

  private static func timeText() -> String {
    Date().formatted(.iso8601.time(includingFractionalSeconds: true).dateSeparator(.dash))
  }
}
