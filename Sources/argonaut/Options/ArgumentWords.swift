import TradingLive

/// The words of a command line, as they are before and beside the parser's reading.
struct ArgumentWords {
  /// The words for the parser: an option and a negative number behind it are joined, `--count -1` to `--count=-1`.
  ///
  /// The parser takes what begins with a dash for another option, and would say that the value is missing.
  let words: [String]
  /// The names of the commands.
  let commands: [String]

  init(_ words: [String], commands: [String]) {
    self.commands = commands
    var joined: [String] = []
    var isLiteral = false
    for word in words {
      if !isLiteral, Self.isNegativeNumber(word), let option = joined.last, option.hasPrefix("--"), option.count > 2,
        !option.contains("=")
      {
        joined[joined.count - 1] = "\(option)=\(word)"
      } else {
        joined.append(word)
      }
      if word == "--" { isLiteral = true }
    }
    self.words = joined
  }

  private static func isNegativeNumber(_ word: String) -> Bool {
    let body = word.dropFirst()
    guard word.hasPrefix("-"), let first = body.utf8.first else { return false }
    return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || (first == UInt8(ascii: ".") && body.count > 1)
  }

  /// What is wrong with the command itself; `nil` where there is such a command, or none is named.
  var unknownCommand: String? {
    guard let word = words.first, !word.hasPrefix("-"), word != "help", !commands.contains(word) else { return nil }
    let nearest = SpellingDistance.nearest(to: word, among: commands)
    return "'\(word)' is no command; "
      + (nearest.map { "did you mean '\($0)'?" } ?? "there are \(commands.joined(separator: ", "))")
  }

  /// What tells more: the help of the command that is named.
  var help: String {
    guard let word = words.first, commands.contains(word) else { return "see argonaut --help" }
    return "see argonaut \(word) --help"
  }
}
