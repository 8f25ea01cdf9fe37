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
