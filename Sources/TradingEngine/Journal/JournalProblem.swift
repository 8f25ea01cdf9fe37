/// Why facts cannot be kept at the moment.
public struct JournalProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// What happened, where, and the next step.
  public let reason: String

  public init(_ reason: String) { self.reason = reason }

  public var description: String { reason }
}
