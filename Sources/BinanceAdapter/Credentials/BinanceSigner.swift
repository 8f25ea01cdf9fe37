import Crypto
import CryptoExtras
import Foundation

/// Makes the signatures of requests; keyed once, used for every request.
struct BinanceSigner: Sendable {
  private enum Key: Sendable {
    case hmac(PreparedHMAC)
    case ed25519(Curve25519.Signing.PrivateKey)
    case rsa(_RSA.Signing.PrivateKey)
  }

  /// HMAC-SHA-256 as RFC 2104 defines it, with the key taken in once: every code begins with copies of the two states.
  ///
  /// The library's own `HMAC` does the same in several times as many steps, since it is generic over the hash.
  private struct PreparedHMAC {
    private var inner = SHA256()
    private var outer = SHA256()

    init(key: [UInt8]) {
      let short = key.count > SHA256.blockByteCount ? Array(SHA256.hash(data: key)) : key
      let block = short + [UInt8](repeating: 0, count: SHA256.blockByteCount - short.count)
      inner.update(data: block.map { $0 ^ 0x36 })
      outer.update(data: block.map { $0 ^ 0x5C })
    }

    func code(of bytes: [UInt8]) -> SHA256.Digest {
      var inner = inner
      bytes.withUnsafeBytes { inner.update(bufferPointer: $0) }
      var outer = outer
      inner.finalize().withUnsafeBytes { outer.update(bufferPointer: $0) }
      return outer.finalize()
    }
  }

  private let key: Key

  init(material: BinanceKeyMaterial) throws(BinanceCredentialsError) {
    switch material {
    case .hmac(let secret):
      key = .hmac(PreparedHMAC(key: secret))
    case .ed25519(let seed):
      do {
        key = .ed25519(try Curve25519.Signing.PrivateKey(rawRepresentation: seed))
      } catch {
        throw .malformedPrivateKey("not an Ed25519 private key")
      }
    case .rsa(let der):
      do {
        key = .rsa(try _RSA.Signing.PrivateKey(derRepresentation: der))
      } catch {
        throw .malformedPrivateKey("not an RSA private key of at least 2048 bits")
      }
    }
  }

  func signature(of bytes: [UInt8]) throws(BinanceCredentialsError) -> String {
    switch key {
    case .hmac(let prepared):
      return prepared.code(of: bytes).withUnsafeBytes { Self.hexadecimal($0) }
    case .ed25519(let key):
      guard let signature = try? key.signature(for: bytes) else { throw .signingFailed }
      return signature.base64EncodedString()
    case .rsa(let key):
      guard let signature = try? key.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5) else {
        throw .signingFailed
      }
      return signature.rawRepresentation.base64EncodedString()
    }
  }

  private static func hexadecimal(_ code: UnsafeRawBufferPointer) -> String {
    String(most: code.count * 2) { text in
      for byte in code { text.append(hexadecimal: byte) }
    }
  }
}
