/// Whether bytes are valid UTF-8, quick for text that is mostly ASCII.
@usableFromInline
enum UTF8Check {
  @inlinable
  static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let count = bytes.count
    var index = 0
    // Four words at a time: market data is ASCII nearly always.
    while index &+ 32 <= count {
      let first = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let second = bytes.loadUnaligned(fromByteOffset: index &+ 8, as: UInt64.self)
      let third = bytes.loadUnaligned(fromByteOffset: index &+ 16, as: UInt64.self)
      let fourth = bytes.loadUnaligned(fromByteOffset: index &+ 24, as: UInt64.self)
      if (first | second | third | fourth) & 0x8080_8080_8080_8080 != 0 { break }
      index &+= 32
    }
    while index &+ 8 <= count {
      if bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { break }
      index &+= 8
    }
    while index < count, bytes[index] < 0x80 { index &+= 1 }
    return index == count || isValidSlowly(bytes, from: index)
  }

  @usableFromInline @inline(never)
  static func isValidSlowly(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Bool {
    let count = bytes.count
    var index = start
    while index < count {
      let lead = bytes[index]
      index &+= 1
      if lead < 0x80 { continue }
      // What the second byte may be depends on the first: no overlong forms, no surrogates, nothing above U+10FFFF.
      let more: Int
      var lowest: UInt8 = 0x80
      var highest: UInt8 = 0xBF
      switch lead {
      case 0xC2...0xDF: more = 1
      case 0xE0: (more, lowest) = (2, 0xA0)
      case 0xE1...0xEC, 0xEE...0xEF: more = 2
      case 0xED: (more, highest) = (2, 0x9F)
      case 0xF0: (more, lowest) = (3, 0x90)
      case 0xF1...0xF3: more = 3
      case 0xF4: (more, highest) = (3, 0x8F)
      default: return false
      }
      guard index &+ more <= count else { return false }
      guard bytes[index] >= lowest, bytes[index] <= highest else { return false }
      for offset in 1..<max(more, 1) where bytes[index &+ offset] & 0xC0 != 0x80 { return false }
      index &+= more
    }
    return true
  }
}
