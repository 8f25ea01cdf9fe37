/// One fault, where it strikes, and how often.
public struct FaultRule: Sendable {
  /// What goes wrong.
  public var fault: Fault
  /// What it strikes, besides the stages at which the fault means something at all.
  public var scope: FaultScope
  /// How likely the fault is each time the scope matches.
  public var probability: Double
  /// How many matches are left alone first.
  public var skip: Int
  /// How often the fault strikes at most; nil means without end.
  public var limit: Int?
  /// When the fault may strike, from the world's start.
  public var window: Range<Duration>?

  /// Makes a rule; by default the fault strikes whenever it can.
  public init(
    _ fault: Fault, scope: FaultScope = .everything, probability: Double = 1, skip: Int = 0, limit: Int? = nil,
    window: Range<Duration>? = nil
  ) {
    self.fault = fault
    self.scope = scope
    self.probability = probability
    self.skip = skip
    self.limit = limit
    self.window = window
  }
}
