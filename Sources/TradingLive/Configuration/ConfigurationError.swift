/// What is wrong with a configuration: where it stands, what it is, and what would be right.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file (or other source) and, where known, the line.
  public let place: String
  /// The path of the key: `dataClients.BINANCE.accountType`.
  public let path: String
  /// What is wrong, with the next step.
  public let problem: String

  /// Makes the error about one key; an empty path stands for the whole source.
  public init(place: String, path: String, problem: String) {
    self.place = place
    self.path = path
    self.problem = problem
  }

  /// `PLACE: 'PATH': PROBLEM`, without the path where it is empty.
  public var description: String {
    path.isEmpty ? "\(place): \(problem)" : "\(place): '\(path)': \(problem)"
  }
}
