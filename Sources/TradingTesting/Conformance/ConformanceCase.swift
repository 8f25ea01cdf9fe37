/// One numbered case of a conformance suite.
public struct ConformanceCase: Sendable, CustomStringConvertible {
  /// `E` for execution and `D` for data, and a number that stays the same over versions.
  public let number: String
  /// What must be so, as a sentence.
  public let title: String
  private let body: @Sendable (ConformanceContext) async throws -> Void

  init(_ number: String, _ title: String, _ body: @escaping @Sendable (ConformanceContext) async throws -> Void) {
    self.number = number
    self.title = title
    self.body = body
  }

  /// Runs the case in a world that is connected and at rest.
  ///
  /// - Throws: ``ConformanceFailure`` when it is not so, or whatever the world throws.
  public func run(in context: ConformanceContext) async throws { try await body(context) }

  /// `E01 a market order to buy fills wholly, with commissions`, as a test report names the case.
  public var description: String { "\(number) \(title)" }
}
