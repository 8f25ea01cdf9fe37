/// What a conformance case expected, and what it found.
public struct ConformanceFailure: Error, Sendable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}
