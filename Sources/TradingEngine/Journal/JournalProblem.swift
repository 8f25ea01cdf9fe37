/// Why facts cannot be kept at the moment.
public struct JournalProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// What happened, where, and the next step.
  public let reason: String

  /// Makes a problem of a reason for people, in one line.
  public init(_ reason: String) { self.reason = reason }

  public var description: String { reason }
}
