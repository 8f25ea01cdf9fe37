/// How a recording is replayed.
public struct RecordedSettings: Sendable {
  /// 1 = as it happened.
  public var speed: Double = 1
  /// Begin when the first client subscribes, so that it misses nothing; else at the start.
  public var startsOnFirstSubscription = true
  /// How long after the latest first subscription the replay begins, in seconds of the clock, since a client may subscribe
  /// on several connections.
  public var subscriptionQuiet: Double = 1
  /// How long the replay waits, at the place where the recorder had its snapshot, for a client of the depth stream to ask
  /// for one, in seconds of the clock.
  public var snapshotPatience: Double = 3

  /// Makes the settings of a replay at its own pace, from the first subscription on.
  public init() {}
}
