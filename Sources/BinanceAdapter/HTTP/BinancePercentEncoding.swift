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

  /// Encodes one parameter value or name at the end of other text, where it takes at most three bytes for each of its own.
  static func append(_ text: String, to target: inout TextWriter) {
    var text = text
    text.withUTF8 { bytes in
      if bytes.allSatisfy(isUnreserved) { return target.append(bytes) }
      for byte in bytes { append(byte, isKept: isUnreserved(byte), to: &target) }
    }
  }

  private static func encode(_ text: some StringProtocol, keeping: (UInt8) -> Bool) -> String {
    String(most: text.utf8.count * 3) { target in
      for byte in text.utf8 { append(byte, isKept: isUnreserved(byte) || keeping(byte), to: &target) }
    }
  }

  private static func append(_ byte: UInt8, isKept: Bool, to target: inout TextWriter) {
    if isKept { return target.append(byte) }
    target.append(UInt8(ascii: "%"))
    target.append(digit(byte >> 4))
    target.append(digit(byte & 15))
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
