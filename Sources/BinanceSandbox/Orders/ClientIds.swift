import TradingModel

/// The venue's rules for client order ids.
enum ClientIds {
  private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")

  /// What the venue makes up when a client sends none.
  static func random(_ random: RandomSource) -> String {
    String((0..<22).map { _ in letters[random.integer(in: 0...(letters.count - 1))] })
  }

  static func isValid(_ text: String, alsoAllowing extra: String = "") -> Bool {
    guard (1...36).contains(text.utf8.count) else { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: extra.utf8.contains(byte)
      }
    }
  }
}
