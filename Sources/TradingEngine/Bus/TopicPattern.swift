/// A topic or a pattern of topics: `*` stands for any number of characters, `?` for exactly one.
public struct TopicPattern: Hashable, Sendable, CustomStringConvertible {
  /// The pattern as written.
  public let text: String
  private let bytes: [UInt8]
  /// Whether the pattern names one topic only.
  public let isExact: Bool

  public init(_ text: String) {
    self.text = text
    self.bytes = Array(text.utf8)
    self.isExact = !bytes.contains { $0 == Self.star || $0 == Self.question }
  }

  public var description: String { text }

  private static let star = UInt8(ascii: "*")
  private static let question = UInt8(ascii: "?")

  /// Whether `topic` fits the pattern.
  public func matches(_ topic: String) -> Bool {
    if isExact { return topic == text }
    let subject = Array(topic.utf8)
    var place = 0
    var at = 0
    var lastStar: Int?
    var retry = 0
    while at < subject.count {
      if place < bytes.count, bytes[place] == Self.star {
        lastStar = place
        retry = at
        place += 1
      } else if place < bytes.count, bytes[place] == Self.question || bytes[place] == subject[at] {
        place += 1
        at += 1
      } else if let star = lastStar {
        place = star + 1
        retry += 1
        at = retry
      } else {
        return false
      }
    }
    while place < bytes.count, bytes[place] == Self.star { place += 1 }
    return place == bytes.count
  }
}
