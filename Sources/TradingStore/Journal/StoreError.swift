/// Why something could not be kept or read back.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or folder concerned.
  public let path: String
  /// What happened, with the next step.
  public let problem: String

  public init(path: String, problem: String) {
    self.path = path
    self.problem = problem
  }

  public var description: String { "\(path): \(problem)" }
}
