import Logging

/// The log levels by the words that a configuration file uses.
enum LogLevelWord: String, CaseIterable {
  case trace, debug, info, notice, warning, error, critical

  var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}
