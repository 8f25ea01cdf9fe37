/// Whether, where and how a node keeps its journal.
public struct JournalConfig: Sendable, Hashable {
  /// When what was written is forced to the disk. The death of the process loses nothing in any case; this is about the
  /// death of the machine.
  public enum Sync: String, Sendable, Hashable, CaseIterable {
    /// Before anything acts on it. Each order then waits for the disk, which takes milliseconds.
    case everyCommit
    /// Once a second, without waiting.
    case everySecond
    /// When the operating system likes.
    case never
  }

  /// Whether anything is kept on disk at all.
  public var enabled: Bool
  /// The folder; `nil` for `$XDG_STATE_HOME/argonaut/TRADER_ID`.
  public var directory: String?
  /// When the disk is made to have what was written.
  public var sync: Sync
  /// At how many bytes a segment is followed by the next one, which begins with a snapshot.
  public var segmentSize: Int
  /// How many segments are kept; older ones are removed.
  public var segments: Int

  /// Makes the choices; by default a journal is kept, in its last eight segments of about 16 MiB.
  public init(
    enabled: Bool = true, directory: String? = nil, sync: Sync = .everySecond, segmentSize: Int = 16 * 1024 * 1024,
    segments: Int = 8
  ) {
    self.enabled = enabled
    self.directory = directory
    self.sync = sync
    self.segmentSize = segmentSize
    self.segments = segments
  }

  /// Reads the `journal` part of a configuration file.
  init(tree: ConfigurationTree?) throws(ConfigurationError) {
    self.init()
    guard let tree else { return }
    enabled = try tree.bool("enabled") ?? true
    directory = try tree.string("directory")
    sync = try tree.word("sync", as: Sync.self) ?? sync
    segmentSize = try tree.integer("segmentSize") ?? segmentSize
    segments = try tree.integer("segments") ?? segments
    guard segmentSize >= 4_096 else { throw tree.error("segmentSize", "needs to be at least 4096 bytes") }
    guard segments >= 2 else { throw tree.error("segments", "needs to be at least 2") }
    try tree.finish()
  }
}
