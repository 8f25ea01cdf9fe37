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

  /// An HMAC whose key was taken in already; copies of it sign.
  private struct PreparedHMAC: @unchecked Sendable {
    // Unchecked is sound because the state is never changed: every signature works on a copy of the value.
    let state: HMAC<SHA256>
  }

  private let key: Key

  init(material: BinanceKeyMaterial) throws(BinanceCredentialsError) {
    switch material {
    case .hmac(let secret):
      key = .hmac(PreparedHMAC(state: HMAC<SHA256>(key: SymmetricKey(data: secret))))
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
      var state = prepared.state
      state.update(data: bytes)
      return Self.hexadecimal(state.finalize())
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

  private static func hexadecimal(_ code: some Sequence<UInt8>) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { text in
      var count = 0
      for byte in code where count + 2 <= text.count {
        text[count] = digit(byte >> 4)
        text[count + 1] = digit(byte & 15)
        count += 2
      }
      return String(decoding: UnsafeBufferPointer(rebasing: text[..<count]), as: UTF8.self)
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }
}
