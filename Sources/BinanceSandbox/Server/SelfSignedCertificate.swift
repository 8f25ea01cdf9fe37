import Crypto
import Foundation
import NIOSSL
import TradingModel

/// A certificate for `localhost` and `127.0.0.1` that the sandbox makes for itself: P-256, valid for a year.
///
/// Its PEM is written to a file, so that a client can trust it by naming the file.
struct SelfSignedCertificate: Sendable {
  /// The certificate in PEM.
  let certificatePEM: String
  let keyPEM: String

  /// Makes a key and signs a certificate for it, valid from an hour before `now`.
  init(now: UnixNanos, random: RandomSource = .system()) throws {
    let key = P256.Signing.PrivateKey()
    let body = Self.body(publicKey: Array(key.publicKey.derRepresentation), now: now, random: random)
    let signature = try key.signature(for: Data(body))
    let certificate = DER.sequence([
      body, DER.sequence([DER.ecdsaWithSHA256]), DER.bitString(Array(signature.derRepresentation)),
    ])
    certificatePEM = Self.pem("CERTIFICATE", certificate)
    keyPEM = key.pemRepresentation
  }

  /// The context of a server that presents this certificate.
  func context() throws -> NIOSSLContext {
    try Self.context(
      certificates: NIOSSLCertificate.fromPEMBytes(Array(certificatePEM.utf8)),
      key: NIOSSLPrivateKey(bytes: Array(keyPEM.utf8), format: .pem))
  }

  /// The context of a server that presents certificates from files.
  static func context(certificateFile: String, keyFile: String) throws -> NIOSSLContext {
    try context(
      certificates: NIOSSLCertificate.fromPEMFile(certificateFile),
      key: NIOSSLPrivateKey(file: keyFile, format: .pem))
  }

  private static func context(certificates: [NIOSSLCertificate], key: NIOSSLPrivateKey) throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.applicationProtocols = ["http/1.1"]
    return try NIOSSLContext(configuration: configuration)
  }

  /// The part that is signed: version 3, one subject that is its own issuer, both names, and the right to be a root.
  private static func body(publicKey: [UInt8], now: UnixNanos, random: RandomSource) -> [UInt8] {
    let name = DER.sequence([
      DER.set([DER.sequence([DER.commonName, DER.utf8("Argonaut sandbox")])])
    ])
    var serial = (0..<16).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    serial[0] = serial[0] & 0x7F | 0x01
    let now = Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000)
    let names = DER.sequence([
      DER.tagged(0x82, Array("localhost".utf8)),
      DER.tagged(0x87, [127, 0, 0, 1]),
      DER.tagged(0x87, Array(repeating: 0, count: 15) + [1]),
    ])
    let extensions = DER.sequence([
      DER.sequence([DER.subjectAltName, DER.octets(names)]),
      DER.sequence([DER.basicConstraints, DER.boolean(true), DER.octets(DER.sequence([DER.boolean(true)]))]),
    ])
    return DER.sequence([
      DER.tagged(0xA0, DER.integer([2])),
      DER.integer(serial),
      DER.sequence([DER.ecdsaWithSHA256]),
      name,
      DER.sequence([
        DER.time(now.addingTimeInterval(-3_600)), DER.time(now.addingTimeInterval(365 * 86_400)),
      ]),
      name,
      publicKey,
      DER.tagged(0xA3, extensions),
    ])
  }

  private static func pem(_ label: String, _ der: [UInt8]) -> String {
    let base64 = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    return "-----BEGIN \(label)-----\n\(base64)\n-----END \(label)-----\n"
  }
}

/// The few ASN.1 values of which a certificate is made.
private enum DER {
  static let ecdsaWithSHA256 = tagged(0x06, [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02])
  static let commonName = tagged(0x06, [0x55, 0x04, 0x03])
  static let subjectAltName = tagged(0x06, [0x55, 0x1D, 0x11])
  static let basicConstraints = tagged(0x06, [0x55, 0x1D, 0x13])

  static func tagged(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var length: [UInt8] = []
    if content.count < 128 {
      length = [UInt8(content.count)]
    } else {
      var rest = content.count
      while rest > 0 {
        length.insert(UInt8(rest & 255), at: 0)
        rest >>= 8
      }
      length.insert(0x80 | UInt8(length.count), at: 0)
    }
    return [tag] + length + content
  }

  static func sequence(_ parts: [[UInt8]]) -> [UInt8] { tagged(0x30, parts.flatMap { $0 }) }
  static func set(_ parts: [[UInt8]]) -> [UInt8] { tagged(0x31, parts.flatMap { $0 }) }
  static func integer(_ bytes: [UInt8]) -> [UInt8] { tagged(0x02, bytes) }
  static func boolean(_ value: Bool) -> [UInt8] { tagged(0x01, [value ? 0xFF : 0]) }
  static func octets(_ bytes: [UInt8]) -> [UInt8] { tagged(0x04, bytes) }
  static func bitString(_ bytes: [UInt8]) -> [UInt8] { tagged(0x03, [0] + bytes) }
  static func utf8(_ text: String) -> [UInt8] { tagged(0x0C, Array(text.utf8)) }

  static func time(_ date: Date) -> [UInt8] {
    let seconds = Int(date.timeIntervalSince1970)
    let (days, rest) = (seconds / 86_400, seconds % 86_400)
    let date = CivilDate(daysSinceEpoch: Int64(days))
    let parts = [date.month, date.day, rest / 3_600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return tagged(0x18, Array("\(date.year)\(parts.joined())Z".utf8))
  }
}
