/// An API key with its secret, whose kind is known from the secret's own format.
///
/// Accepted secrets: an HMAC secret as the venue shows it; an Ed25519 or RSA private key as PEM text (PKCS#8, or PKCS#1
/// for RSA) or as the base64 of its DER form.
public struct BinanceCredentials: Sendable {
  /// The API key; sent in a header, never printed.
  public let apiKey: SecretText
  /// The kind of key.
  public let keyType: BinanceKeyType
  /// What was odd about the key or secret and was put right, for the log.
  public let warnings: [String]
  let signer: BinanceSigner

  /// Reads a key and a secret.
  public init(apiKey: SecretText, apiSecret: SecretText) throws(BinanceCredentialsError) {
    var warnings: [String] = []
    let key = apiKey.reveal { Self.trimmed($0) }
    if key.wasTrimmed { warnings.append("the API key had spaces or line ends around it, which were removed") }
    guard !key.text.isEmpty, key.text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }), key.text.utf8.count <= 512 else {
      throw .malformedKey
    }
    let secret = apiSecret.reveal { Self.trimmed($0) }
    let material = try BinanceKeyMaterial(secret: secret.text)
    // A private key's file ends in a newline by rights; a copied HMAC secret does not.
    if secret.wasTrimmed, case .hmac = material {
      warnings.append("the API secret had spaces or line ends around it, which were removed")
    }
    if Self.isQuoted(key.text) { warnings.append("the API key stands in quotes, which count as a part of it") }
    if case .hmac = material {
      if Self.isQuoted(secret.text) { warnings.append("the API secret stands in quotes, which count as a part of it") }
      if Self.isPath(secret.text) {
        warnings.append("the API secret looks like the path of a file; a file is named by apiSecretFile")
      }
    }
    self.apiKey = SecretText(key.text)
    self.keyType = material.keyType
    self.warnings = warnings
    self.signer = try BinanceSigner(material: material)
  }

  private static func isQuoted(_ text: String) -> Bool {
    guard text.utf8.count > 1, let first = text.first, first == text.last else { return false }
    return first == "\"" || first == "'"
  }

  private static func isPath(_ text: String) -> Bool {
    ["/", "./", "~/"].contains { text.hasPrefix($0) } || [".pem", ".key"].contains { text.hasSuffix($0) }
  }

  private static func trimmed(_ text: String) -> (text: String, wasTrimmed: Bool) {
    func isPadding(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{0}"
    }
    var view = Substring(text).unicodeScalars
    while let first = view.first, isPadding(first) { view.removeFirst() }
    while let last = view.last, isPadding(last) { view.removeLast() }
    let result = String(view)
    return (result, result.utf8.count != text.utf8.count)
  }

  /// The signature of a payload, as it stands in requests: hexadecimal for HMAC, base64 otherwise.
  public func signature(of payload: String) throws(BinanceCredentialsError) -> String {
    try signer.signature(of: Array(payload.utf8))
  }

  /// The same for a payload that is bytes already.
  func signature(of payload: [UInt8]) throws(BinanceCredentialsError) -> String {
    try signer.signature(of: payload)
  }
}

extension BinanceCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomLeafReflectable {
  public var description: String { "\(keyType.rawValue) key <redacted>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: [] as [Mirror.Child]) }
}
