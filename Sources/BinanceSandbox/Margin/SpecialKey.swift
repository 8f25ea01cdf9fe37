/// A key of a margin account for trading it on `/api/v3`, as its customer made it.
struct SpecialKey {
  let name: String
  let key: String
  let type: KeyType
  let mode: Mode

  /// How it signs, in the venue's words.
  enum KeyType: String {
    case hmac = "HMAC_SHA256"
    case rsa = "RSA"
    case ed25519 = "Ed25519"

    init(_ verifier: ApiCredential.Verifier) {
      switch verifier {
      case .hmac: self = .hmac
      case .rsa: self = .rsa
      case .ed25519: self = .ed25519
      }
    }
  }

  /// What it may do.
  enum Mode: String {
    case trade = "TRADE"
    case read = "READ"

    var permissions: ApiCredential.Permissions { self == .trade ? [.read, .spotTrading] : [.read] }
  }
}
