/// Messages as Binance writes them.
enum Samples {
  static let bookTicker = Array(
    #"{"u":51000000000,"s":"BTCUSDT","b":"61737.63000000","B":"3.51200000","a":"61737.64000000","A":"0.93847000"}"#
      .utf8)

  static let trade = Array(
    (#"{"e":"trade","E":1723115700123,"s":"BTCUSDT","t":3900000000,"p":"61737.63000000","q":"0.00230000","#
      + #""T":1723115700122,"m":true,"M":true}"#).utf8)

  static func combined(_ stream: String, _ event: [UInt8]) -> [UInt8] {
    Array("{\"stream\":\"\(stream)\",\"data\":".utf8) + event + Array("}".utf8)
  }

  /// A depth message with as many levels on each side, whose ids follow those of message `number - 1`.
  static func depth(number: Int, levels: Int) -> [UInt8] {
    let first = 42_000_000_001 + number * 24
    func side(_ base: Int, _ step: Int) -> String {
      (0..<levels).map { level in
        let price = base + step * ((level * 7 + number * 13) % 400)
        let quantity = (level + number) % 5 == 0 ? 0 : 12_300 + level * 991
        return
          "[\"\(price / 100).\(pad(price % 100, 2))000000\",\"\(quantity / 100_000).\(pad(quantity % 100_000, 5))000\"]"
      }.joined(separator: ",")
    }
    return Array(
      ("{\"e\":\"depthUpdate\",\"E\":1723115700123,\"s\":\"BTCUSDT\",\"U\":\(first),\"u\":\(first + 23),"
        + "\"b\":[\(side(6_173_763, -1))],\"a\":[\(side(6_173_764, 1))]}").utf8)
  }

  /// The frames of a server around messages.
  static func frames(_ messages: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    for message in messages {
      bytes.append(0x81)
      if message.count <= 125 {
        bytes.append(UInt8(message.count))
      } else {
        bytes += [126, UInt8(message.count >> 8), UInt8(message.count & 0xFF)]
      }
      bytes += message
    }
    return bytes
  }

  private static func pad(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
