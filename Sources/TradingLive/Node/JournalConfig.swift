/// Whether and where a node keeps its journal.
public struct JournalConfig: Sendable, Hashable {
  /// Whether anything is kept on disk at all.
  public var enabled: Bool
  /// The folder; `nil` for `$XDG_STATE_HOME/argonaut/TRADER_ID`.
  public var directory: String?

  public init(enabled: Bool = true, directory: String? = nil) {
    self.enabled = enabled
    self.directory = directory
  }

  /// Reads the `journal` part of a configuration file.
  init(tree: ConfigurationTree?) throws(ConfigurationError) {
    self.init()
    guard let tree else { return }
    enabled = try tree.bool("enabled") ?? true
    directory = try tree.string("directory")
    try tree.finish()
  }
}
