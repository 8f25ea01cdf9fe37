/// Percent-encoding of request parameters as RFC 3986 has it: UTF-8, everything but unreserved characters.
public enum BinancePercentEncoding {
  /// Encodes one parameter value or name.
  public static func encode(_ text: some StringProtocol) -> String {
    encode(text, keeping: { _ in false })
  }

  /// Encodes a stream name for a URL's path or query, keeping the marks that stream names are made of.
  public static func encodeStream(_ name: some StringProtocol) -> String {
    encode(name) { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "!") }
  }

  private static func encode(_ text: some StringProtocol, keeping: (UInt8) -> Bool) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if isUnreserved(byte) || keeping(byte) {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
