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
