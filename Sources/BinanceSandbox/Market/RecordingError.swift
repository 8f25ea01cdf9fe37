/// What is wrong with a recording, and where.
public struct RecordingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The recording's file, as it was given.
  public let path: String
  /// 1 for the first line; 0 when it concerns the whole file.
  public let line: Int
  /// What is wrong, in words that go on after the place: "is empty".
  public let reason: String

  public var description: String {
    let place = line > 0 ? "\(path), line \(line)" : path
    return "recording \(place): \(reason)"
  }
}
