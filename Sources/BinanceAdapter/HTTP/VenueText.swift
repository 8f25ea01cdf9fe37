/// Texts that came from the venue, or from a box in between, before they are told.
///
/// Error pages like to quote the request: its key, its signature, a listen key. None of them may be printed.
enum VenueText {
  /// No word of the venue's own is this long; keys (64 characters), signatures (64 and more) and tokens are longer.
  private static let longestWord = 47

  /// The text with an ellipsis in place of each word that is long enough to be a secret.
  static func withoutSecrets(_ text: String) -> String {
    guard text.utf8.count > longestWord else { return text }
    var result = ""
    var word = ""
    func finish() {
      result += word.utf8.count > longestWord ? "…" : word
      word = ""
    }
    for character in text {
      if isOfWord(character) {
        word.append(character)
      } else {
        finish()
        result.append(character)
      }
    }
    finish()
    return result
  }

  /// Letters, digits, and what base64 and percent-encoding have besides.
  private static func isOfWord(_ character: Character) -> Bool {
    guard let byte = character.asciiValue else { return false }
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="),
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "%"):
      return true
    default: return false
    }
  }
}
