/// What one check of a connection found.
public struct BinanceCheckFinding: Hashable, Sendable {
  /// How bad it is.
  public enum Verdict: String, Hashable, Sendable {
    case ok
    /// Works, but should be looked at.
    case warning
    /// Does not work.
    case failed
  }

  /// Where a failure comes from.
  public enum Origin: Hashable, Sendable {
    /// The configuration or the keys.
    case configuration
    /// The network or the server.
    case connection
    /// The venue's decision.
    case venue
  }

  /// What was checked: `reachability`, `clock`, `limits`, `instruments`, `streams`, `credentials`, `permissions`.
  public let check: String
  /// How the check ended.
  public let verdict: Verdict
  /// What was found, in one line.
  public let detail: String
  /// Where a failure comes from.
  public let origin: Origin?

  /// Makes the finding of a check.
  ///
  /// - Parameters:
  ///   - check: what was checked, such as `clock` or `permissions`.
  ///   - verdict: how the check ended.
  ///   - detail: what was found, in one line.
  ///   - origin: where a failure comes from; nil for what did not fail.
  public init(_ check: String, _ verdict: Verdict, _ detail: String, origin: Origin? = nil) {
    self.check = check
    self.verdict = verdict
    self.detail = detail
    self.origin = origin
  }

  /// A failed request as a finding.
  init(_ check: String, failed error: BinanceError) {
    let origin: Origin =
      switch error.kind {
      case .refused, .throttled, .banned, .blocked: .venue
      case .missingCredentials, .signing: .configuration
      case .server, .unreadable, .transport, .shutDown: .connection
      }
    self.init(check, .failed, error.description, origin: origin)
  }
}
