import Foundation

/// A secret, taken apart by its format.
enum BinanceKeyMaterial {
  case hmac([UInt8])
  /// The 32 bytes from which an Ed25519 key is made.
  case ed25519(seed: [UInt8])
  /// An RSA key in DER form, PKCS#1 or PKCS#8.
  case rsa(der: [UInt8])

  var keyType: BinanceKeyType {
    switch self {
    case .hmac: .hmac
    case .ed25519: .ed25519
    case .rsa: .rsa
    }
  }

  init(secret: String) throws(BinanceCredentialsError) {
    guard !secret.isEmpty else { throw .emptySecret }
    if secret.contains("-----BEGIN") {
      self = try Self.pem(secret)
    } else if let der = Self.der(base64: secret), let key = try Self.key(der: der, label: nil) {
      self = key
    } else {
      self = .hmac(Array(secret.utf8))
    }
  }

  // MARK: - PEM

  private static func pem(_ text: String) throws(BinanceCredentialsError) -> BinanceKeyMaterial {
    // Environment files often hold the line ends of a PEM text as the two characters \n.
    // A shell that is not told to leave them makes spaces of them, and a copied text may stand in quotes.
    let lines = text.replacing("\\r", with: "").replacing("\\n", with: "\n")
      .replacing("-----BEGIN ", with: "\n-----BEGIN ").replacing("-----END ", with: "\n-----END ")
      .replacing("KEY-----", with: "KEY-----\n")
      .split(whereSeparator: \.isNewline).map { $0.filter { $0 != "\t" } }
    if text.contains("ENCRYPTED") { throw .encryptedKey }
    guard
      let begin = lines.firstIndex(where: {
        $0.hasPrefix("-----BEGIN ") && ($0.contains("KEY") && !$0.contains("PARAMETERS"))
      }),
      let end = lines[begin...].firstIndex(where: { $0.hasPrefix("-----END ") })
    else { throw .malformedPrivateKey("the BEGIN or END line is missing") }
    let label = lines[begin].replacing("-----BEGIN ", with: "").replacing("-----", with: "")
    if label.contains("PUBLIC") { throw .publicKey }
    if label.hasPrefix("EC ") || label.hasPrefix("DSA ") || label.hasPrefix("OPENSSH ") {
      throw .unsupportedKey("the key of the PEM text ('\(label)')")
    }
    let body = lines[(begin + 1)..<end].joined().filter { $0 != " " }
    guard let der = Data(base64Encoded: body).map(Array.init) else { throw .malformedPrivateKey("not base64") }
    guard let key = try key(der: der, label: label) else {
      throw .unsupportedKey("the key of the PEM text ('\(label)')")
    }
    return key
  }

  // MARK: - DER

  private static let ed25519Identifier: [UInt8] = [0x06, 0x03, 0x2B, 0x65, 0x70]
  private static let rsaIdentifier: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]

  /// The bytes of strict base64 that are one whole DER sequence; an HMAC secret, though it may be valid base64, is not.
  private static func der(base64 text: String) -> [UInt8]? {
    guard let bytes = Data(base64Encoded: text.filter { !$0.isWhitespace }).map(Array.init) else { return nil }
    guard let body = bodyStart(bytes), bytes.count >= 40, body < bytes.count else { return nil }
    return bytes
  }

  /// Where the content of a DER sequence begins, when its length is exactly that of the bytes.
  private static func bodyStart(_ bytes: [UInt8]) -> Int? {
    guard bytes.count > 2, bytes[0] == 0x30 else { return nil }
    guard bytes[1] & 0x80 != 0 else { return Int(bytes[1]) + 2 == bytes.count ? 2 : nil }
    let count = Int(bytes[1] & 0x7F)
    guard (1...3).contains(count), bytes.count > 2 + count else { return nil }
    let length = bytes[2..<(2 + count)].reduce(0) { $0 << 8 | Int($1) }
    return length + 2 + count == bytes.count ? 2 + count : nil
  }

  private static func key(der: [UInt8], label: String?) throws(BinanceCredentialsError) -> BinanceKeyMaterial? {
    guard let start = bodyStart(der) else {
      if label == nil { return nil }
      throw .malformedPrivateKey("the key is cut off")
    }
    // The algorithm's identifier stands near the beginning; searching only there keeps key bytes from matching.
    let head = der[start..<min(der.count, start + 32)]
    if contains(head, ed25519Identifier) {
      guard let seed = ed25519Seed(der) else { throw .malformedPrivateKey("not an Ed25519 private key of 32 bytes") }
      return .ed25519(seed: seed)
    }
    if contains(head, rsaIdentifier) || label == "RSA PRIVATE KEY" { return .rsa(der: der) }
    return nil
  }

  /// The seed: an octet string of 32 bytes within an octet string, behind the identifier (RFC 8410).
  private static func ed25519Seed(_ der: [UInt8]) -> [UInt8]? {
    let mark: [UInt8] = [0x04, 0x22, 0x04, 0x20]
    guard der.count >= mark.count + 32 else { return nil }
    for start in 0...(der.count - mark.count - 32) where Array(der[start..<(start + mark.count)]) == mark {
      return Array(der[(start + mark.count)..<(start + mark.count + 32)])
    }
    return nil
  }

  private static func contains(_ bytes: ArraySlice<UInt8>, _ pattern: [UInt8]) -> Bool {
    guard bytes.count >= pattern.count else { return false }
    return (bytes.startIndex...(bytes.endIndex - pattern.count)).contains { start in
      bytes[start..<(start + pattern.count)].elementsEqual(pattern)
    }
  }
}
