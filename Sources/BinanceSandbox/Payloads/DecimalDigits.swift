/// Decimal digits written straight into bytes.
enum DecimalDigits {
  /// Appends `value × 10^-decimals` in plain notation with exactly that many decimals.
  static func append(_ value: Int64, decimals: Int, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { buffer in
      var rest = value.magnitude
      var position = 64
      var written = 0
      let places = min(max(decimals, 0), 40)
      repeat {
        if written == places, places > 0 {
          position -= 1
          buffer[position] = UInt8(ascii: ".")
        }
        position -= 1
        buffer[position] = 48 + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
        written += 1
      } while rest > 0 || written <= places
      bytes.append(contentsOf: buffer[position...])
    }
  }
}
