public import Foundation

/// Where a node keeps what must survive a restart.
public enum StateDirectory {
  /// `$XDG_STATE_HOME/argonaut/TRADER_ID`, or the same below `~/.local/state`.
  public static func path(
    traderId: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String {
    let base: String
    if let configured = environment["XDG_STATE_HOME"], configured.hasPrefix("/") {
      base = configured
    } else {
      base = (environment["HOME"] ?? NSHomeDirectory()) + "/.local/state"
    }
    return "\(base)/argonaut/\(traderId)"
  }
}
