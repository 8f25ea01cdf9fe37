import Crypto
import CryptoExtras
import Foundation

extension ApiCredential.Verifier {
  /// Reads what the operator gave.
  init(_ scheme: SigningScheme) throws(KeyRegistrationError) {
    switch scheme {
    case .hmac(let secret): self = .hmac(secret: Array(secret.utf8))
    case .ed25519(let text): self = .ed25519(publicKey: try Self.ed25519(text))
    case .rsa(let text):
      guard let key = try? _RSA.Signing.PublicKey(pemRepresentation: text) else {
        throw .invalidPublicKey("not an RSA key of at least 2048 bits")
      }
      self = .rsa(publicKey: Array(key.derRepresentation))
    }
  }

  /// The scheme of a public key in PEM, told by its length: Ed25519 keys are short.
  public static func scheme(ofPublicKey pem: String) -> SigningScheme {
    pem.utf8.count < 200 ? .ed25519(publicKey: pem) : .rsa(publicKey: pem)
  }

  private static func ed25519(_ text: String) throws(KeyRegistrationError) -> [UInt8] {
    let base64 = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }.joined()
    guard let data = Data(base64Encoded: base64.trimmingCharacters(in: .whitespaces)), data.count >= 32 else {
      throw .invalidPublicKey("no base64 of at least 32 bytes")
    }
    // A PEM file holds a SubjectPublicKeyInfo whose last 32 bytes are the key.
    let raw = Array(data.suffix(32))
    guard (try? Curve25519.Signing.PublicKey(rawRepresentation: raw)) != nil else {
      throw .invalidPublicKey("not an Ed25519 key")
    }
    return raw
  }

  /// Whether the key can log a WebSocket API session on.
  var allowsLogon: Bool {
    if case .ed25519 = self { return true }
    return false
  }

  /// Whether the signature covers the payload: hex for HMAC, base64 for the others.
  func accepts(_ signature: String, over payload: [UInt8]) -> Bool {
    let message = Data(payload)
    switch self {
    case .hmac(let secret):
      guard let code = Self.hexadecimal(signature) else { return false }
      return HMAC<SHA256>.isValidAuthenticationCode(
        code, authenticating: message, using: SymmetricKey(data: secret))
    case .ed25519(let raw):
      guard let bytes = Data(base64Encoded: signature),
        let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw)
      else { return false }
      return key.isValidSignature(bytes, for: message)
    case .rsa(let der):
      guard let bytes = Data(base64Encoded: signature),
        let key = try? _RSA.Signing.PublicKey(derRepresentation: der)
      else { return false }
      return key.isValidSignature(
        _RSA.Signing.RSASignature(rawRepresentation: bytes), for: SHA256.hash(data: message),
        padding: .insecurePKCS1v1_5)
    }
  }

  private static func hexadecimal(_ text: String) -> Data? {
    let digits = Array(text.utf8)
    guard digits.count == 64 else { return nil }
    var bytes = Data(capacity: 32)
    for index in stride(from: 0, to: 64, by: 2) {
      guard let high = nibble(digits[index]), let low = nibble(digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func nibble(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }
}
