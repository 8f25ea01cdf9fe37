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

  /// Encodes one parameter value or name at the end of other text.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    append(text.utf8, to: &bytes) { _ in false }
  }

  private static func encode(_ text: some StringProtocol, keeping: (UInt8) -> Bool) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    append(text.utf8, to: &bytes, keeping: keeping)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ text: some Sequence<UInt8>, to bytes: inout [UInt8], keeping: (UInt8) -> Bool) {
    for byte in text {
      if isUnreserved(byte) || keeping(byte) {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digit(byte >> 4))
        bytes.append(digit(byte & 15))
      }
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") - 10 + value
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
