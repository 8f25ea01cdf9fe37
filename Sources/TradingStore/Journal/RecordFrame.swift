/// How one record stands in a journal segment: length, checksum, payload; all little-endian.
///
/// ```
/// UInt32 length of payload | UInt32 CRC-32 of payload | payload
/// ```
enum RecordFrame {
  static let headerSize = 8
  /// Larger lengths are damage, not records.
  static let maxPayload = 16 * 1024 * 1024

  /// Appends a framed payload to `buffer`.
  static func append(_ payload: [UInt8], to buffer: inout [UInt8]) {
    append(UInt32(truncatingIfNeeded: payload.count), to: &buffer)
    append(Checksum.crc32(payload), to: &buffer)
    buffer.append(contentsOf: payload)
  }

  /// The payloads of a segment up to the first damage.
  ///
  /// - Returns: the payloads, and how many bytes from the start are whole. Fewer than given means a torn tail or damage.
  static func read(_ bytes: [UInt8]) -> (payloads: [[UInt8]], wholeBytes: Int) {
    var payloads: [[UInt8]] = []
    var position = 0
    while position + headerSize <= bytes.count {
      let length = Int(number(at: position, in: bytes))
      let end = position + headerSize + length
      guard length <= maxPayload, end <= bytes.count else { break }
      let payload = Array(bytes[(position + headerSize)..<end])
      guard Checksum.crc32(payload) == number(at: position + 4, in: bytes) else { break }
      payloads.append(payload)
      position = end
    }
    return (payloads, position)
  }

  private static func append(_ value: UInt32, to buffer: inout [UInt8]) {
    for shift in stride(from: 0, to: 32, by: 8) { buffer.append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
  }

  private static func number(at position: Int, in bytes: [UInt8]) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[position + $1]) << UInt32($1 * 8) }
  }
}
