import Foundation

/// O6: no secret is in any output, plain or encoded.
struct SecretAudit {
  private let forms: [(name: String, text: String)]

  init(secrets: [String]) {
    forms = secrets.filter { $0.utf8.count >= 8 }.flatMap { Self.forms(of: $0) }
  }

  func run(_ outputs: [String], into violations: inout [AuditCheck: [String]]) {
    for (index, output) in outputs.enumerated() {
      // The finding must not repeat what it found.
      guard let form = forms.first(where: { output.contains($0.text) }) else { continue }
      violations[.noSecretIsShown, default: []].append("output \(index + 1) has a secret, \(form.name)")
    }
  }

  /// A secret as it may leak: plain, base64, hexadecimal, percent-encoded, JSON-escaped.
  private static func forms(of secret: String) -> [(name: String, text: String)] {
    let bytes = Array(secret.utf8)
    let hexadecimal = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let base64 = Data(bytes).base64EncodedString()
    let percent = bytes.map { byte in
      let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16).uppercased()
    }.joined()
    let escaped = String(decoding: JSONValue.string(secret).json.dropFirst().dropLast(), as: UTF8.self)
    // Base64 without its last group is found at the same offset whatever follows.
    let core = String(base64.prefix(max(8, base64.utf8.count - 4)))
    return [
      ("plain", secret), ("in base64", core), ("in hexadecimal", hexadecimal),
      ("in hexadecimal", hexadecimal.uppercased()), ("percent-encoded", percent), ("JSON-escaped", escaped),
    ]
  }
}
