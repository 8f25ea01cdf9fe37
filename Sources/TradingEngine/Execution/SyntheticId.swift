import TradingModel

/// Identifiers for what had to be concluded: the same facts give the same identifier, in every process and after every
/// restart, so that nothing is concluded twice.
enum SyntheticId {
  /// A trade that is known only by what it did to an order's filled quantity.
  static func trade(_ parts: [String]) -> TradeId { TradeId("S-" + digest(parts)) }

  /// An order that stands for a change of position of which no order is known.
  static func order(_ parts: [String]) -> ClientOrderId { ClientOrderId("R-" + digest(parts)) }

  /// Two independent 64-bit FNV-1a sums in hexadecimal, 32 digits.
  private static func digest(_ parts: [String]) -> String {
    var first: UInt64 = 0xCBF2_9CE4_8422_2325
    var second: UInt64 = 0x9E37_79B9_7F4A_7C15
    for part in parts {
      // The separator keeps ("a", "bc") and ("ab", "c") apart.
      for byte in Array(part.utf8) + [0x1F] {
        first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        second = (second &* 0x0000_0100_0000_01B3) ^ UInt64(byte)
      }
    }
    return hexadecimal(first) + hexadecimal(second)
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
