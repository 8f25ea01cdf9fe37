import Logging

/// Writes log lines to stderr: level, label and message, one line each.
struct StandardErrorLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .notice
  private let label: String

  init(label: String) { self.label = label }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    StandardError.write("\(event.level) \(label): \(event.message)")
  }
}

extension StandardError {
  /// A logger for a command.
  static func logger(_ name: String) -> Logger {
    Logger(label: "argonaut.\(name)", factory: { StandardErrorLogHandler(label: $0) })
  }
}
