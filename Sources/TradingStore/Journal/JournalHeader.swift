/// The first record of every segment: what it is and whose it is.
struct JournalHeader {
  static let currentVersion: UInt64 = 1
  private static let magic = "argonaut journal"

  var version = currentVersion
  var traderId: String

  var bytes: [UInt8] {
    var writer = FactWriter()
    writer.byte(JournalMark.header)
    writer.text(Self.magic)
    writer.number(version)
    writer.text(traderId)
    return writer.bytes
  }

  init(traderId: String) { self.traderId = traderId }

  init(reading payload: ArraySlice<UInt8>) throws(FactError) {
    var reader = FactReader(payload)
    guard try reader.byte() == JournalMark.header, try reader.text() == Self.magic else {
      throw FactError(problem: "is no header")
    }
    version = try reader.number()
    traderId = try reader.text()
  }
}

/// Records that are no facts.
enum JournalMark: Hashable {
  static let header: UInt8 = 0xF0

  /// The facts so far are the snapshot with which the segment begins.
  case endOfSnapshot
  /// The journal goes on in another segment.
  case continued(Int)

  var bytes: [UInt8] {
    var writer = FactWriter()
    switch self {
    case .endOfSnapshot: writer.byte(0xF1)
    case .continued(let number):
      writer.byte(0xF2)
      writer.number(UInt64(number))
    }
    return writer.bytes
  }

  /// The mark in a record; `nil` when the record is a fact.
  static func read(_ payload: ArraySlice<UInt8>) throws(FactError) -> JournalMark? {
    var reader = FactReader(payload)
    switch try reader.byte() {
    case 0xF1: return .endOfSnapshot
    case 0xF2: return .continued(Int(clamping: try reader.number()))
    default: return nil
    }
  }
}
