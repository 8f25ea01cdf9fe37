/// What a conformance case expected, and what it found.
public struct ConformanceFailure: Error, Sendable, CustomStringConvertible {
  /// What was found in the place of what was expected, for people.
  public let description: String

  init(_ description: String) { self.description = description }
}
