/// Why something could not be kept or read back.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or folder concerned.
  public let path: String
  /// What happened, with the next step.
  public let problem: String

  /// Makes the error about one file or folder.
  public init(path: String, problem: String) {
    self.path = path
    self.problem = problem
  }

  /// `PATH: PROBLEM`, in one line.
  public var description: String { "\(path): \(problem)" }
}
