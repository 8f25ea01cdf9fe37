/// What goes wrong in a simulated network: rules, and the seed of their randomness.
///
/// For each thing that happens (a request, a response, a connection, a message) the rules are asked in order; the first
/// one that applies decides. The plan's randomness is its own, so that a plan without effect leaves a session unchanged.
public struct FaultPlan: Sendable {
  /// Determines which matches are struck and by how much; the same seed and session give the same faults.
  public var seed: UInt64
  /// The rules in the order in which they are asked.
  public var rules: [FaultRule]

  /// Makes a plan; without rules nothing goes wrong.
  public init(seed: UInt64 = 1, rules: [FaultRule] = []) {
    self.seed = seed
    self.rules = rules
  }

  /// A network in which nothing goes wrong.
  public static var none: FaultPlan { FaultPlan() }
}
