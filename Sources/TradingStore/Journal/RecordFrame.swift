/// How one record stands in a journal segment: length, checksum, payload; all little-endian.
///
/// ```
/// UInt32 length of payload | UInt32 CRC-32 of payload | payload
/// ```
enum RecordFrame {
  static let headerSize = 8
  /// Larger lengths are damage, not records.
  static let maxPayload = 16 * 1024 * 1024

  /// What a segment's bytes turned out to be.
  struct Reading {
    /// The whole records up to the first damage, as places in the bytes.
    var payloads: [Range<Int>] = []
    /// How many bytes from the start are whole.
    var wholeBytes = 0
    /// Whether whole records follow the damage, so that it is no torn tail.
    var isDamaged = false
  }

  /// Appends a framed payload to `buffer`.
  static func append(_ payload: [UInt8], to buffer: inout [UInt8]) {
    append(to: &buffer) { $0.append(contentsOf: payload) }
  }

  /// Appends a record whose payload `write` appends: every order has four, and none needs memory of its own.
  static func append(to buffer: inout [UInt8], _ write: (inout [UInt8]) -> Void) {
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: headerSize))
    write(&buffer)
    let length = UInt32(truncatingIfNeeded: buffer.count - start - headerSize)
    let checksum = Checksum.crc32(buffer[(start + headerSize)...])
    for index in 0..<4 {
      buffer[start + index] = UInt8(truncatingIfNeeded: length >> UInt32(index * 8))
      buffer[start + 4 + index] = UInt8(truncatingIfNeeded: checksum >> UInt32(index * 8))
    }
  }

  /// Finds the records of a segment up to the first damage.
  static func read(_ bytes: [UInt8]) -> Reading {
    var reading = Reading()
    while let payload = frame(at: reading.wholeBytes, in: bytes) {
      reading.payloads.append(payload)
      reading.wholeBytes = payload.upperBound
    }
    // What a crash tears is the end. A whole record behind the damage says that it is something else.
    let end = min(bytes.count, reading.wholeBytes + 1 + searched)
    reading.isDamaged =
      reading.wholeBytes + 1 < end
      && (reading.wholeBytes + 1..<end).contains { frame(at: $0, in: bytes, longest: searched) != nil }
    return reading
  }

  /// How far behind a damage whole records are looked for.
  private static let searched = 64 * 1024

  /// The payload of the whole record at `position`, if there is one.
  private static func frame(at position: Int, in bytes: [UInt8], longest: Int = maxPayload) -> Range<Int>? {
    guard position >= 0, bytes.count - position > headerSize else { return nil }
    let length = Int(number(at: position, in: bytes))
    let start = position + headerSize
    // Zeros, as a file system leaves them behind a torn tail, are no record.
    guard length > 0, length <= longest, length <= bytes.count - start else { return nil }
    guard Checksum.crc32(bytes[start..<(start + length)]) == number(at: position + 4, in: bytes) else { return nil }
    return start..<(start + length)
  }

  private static func number(at position: Int, in bytes: [UInt8]) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[position + $1]) << UInt32($1 * 8) }
  }
}
