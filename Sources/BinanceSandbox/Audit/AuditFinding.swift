/// What a check found.
public struct AuditFinding: Sendable, CustomStringConvertible {
  /// The check that was made.
  public let check: AuditCheck
  /// One line for each violation; none means that the check passed.
  public let violations: [String]

  /// Whether nothing speaks against the client; also where the testimony says nothing to check.
  public var hasPassed: Bool { violations.isEmpty }

  /// One line: `pass` or `FAIL`, the check's name, and the first five violations.
  public var description: String {
    hasPassed ? "pass \(check.rawValue)" : "FAIL \(check.rawValue): \(violations.prefix(5).joined(separator: "; "))"
  }

  /// The finding as one JSON object on one line.
  public var jsonLine: String {
    var writer = JSONWriter(capacity: 160)
    writer.object { writer in
      writer.field("check", check.rawValue)
      writer.field("passed", hasPassed)
      writer.field("violations", strings: violations)
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
