/// A topic or a pattern of topics: `*` stands for any number of characters, `?` for exactly one.
public struct TopicPattern: Hashable, Sendable, CustomStringConvertible {
  /// The pattern as written.
  public let text: String
  private let characters: [Unicode.Scalar]
  /// Whether the pattern names one topic only.
  public let isExact: Bool

  /// Reads a pattern; a text without `*` and `?` is the topic itself.
  public init(_ text: String) {
    self.text = text
    self.characters = Array(text.unicodeScalars)
    self.isExact = !characters.contains { $0 == Self.star || $0 == Self.question }
  }

  public var description: String { text }

  private static let star: Unicode.Scalar = "*"
  private static let question: Unicode.Scalar = "?"

  /// Whether `topic` fits the pattern.
  public func matches(_ topic: String) -> Bool {
    if isExact { return topic == text }
    let subject = Array(topic.unicodeScalars)
    var place = 0
    var at = 0
    var lastStar: Int?
    var retry = 0
    while at < subject.count {
      if place < characters.count, characters[place] == Self.star {
        lastStar = place
        retry = at
        place += 1
      } else if place < characters.count, characters[place] == Self.question || characters[place] == subject[at] {
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
    while place < characters.count, characters[place] == Self.star { place += 1 }
    return place == characters.count
  }
}
