/// Why a node could not be built, or did not come up.
public struct NodeError: Error, Sendable, CustomStringConvertible {
  /// In which step it failed.
  public enum Step: String, Sendable {
    case building
    case connecting
    case reconciling
  }

  /// In which step it failed.
  public let step: Step
  /// What failed, where, and what to do; one line.
  public let reason: String
  /// The errors behind it, where there are some.
  public let causes: [any Error]

  /// Makes the error of one step.
  public init(step: Step, reason: String, causes: [any Error] = []) {
    self.step = step
    self.reason = reason
    self.causes = causes
  }

  /// `STEP failed: REASON`, in one line.
  public var description: String { "\(step.rawValue) failed: \(reason)" }
}
