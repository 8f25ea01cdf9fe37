/// How a sandbox's market is made.
public enum MarketSettings: Sendable {
  /// Seeded and endless.
  case synthetic(SyntheticSettings)
  /// Replays files; each names its product and symbol by its content.
  case recorded(paths: [String], RecordedSettings)
}
