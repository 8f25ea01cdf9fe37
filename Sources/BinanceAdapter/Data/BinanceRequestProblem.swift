/// Why a subscription or request cannot be served, in one clear line.
public struct BinanceRequestProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  /// Makes a problem of its description, which is told as it is.
  public init(_ description: String) { self.description = description }
}
