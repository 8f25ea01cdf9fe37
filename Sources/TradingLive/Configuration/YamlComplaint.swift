import Yams

/// What is told of text that is neither YAML nor JSON: the place and the reason, and nothing of the text.
///
/// The parser's own description quotes the line that it stopped at, and a line of a configuration may hold a secret.
enum YamlComplaint {
  /// The line, where it is known, and what is wrong there.
  static func of(_ error: any Error) -> (line: Int?, problem: String) {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let circumstances = context.map { "\($0.text) in line \($0.mark.line), column \($0.mark.column): " } ?? ""
      return (
        mark.line,
        "neither YAML nor JSON: \(circumstances)\(problem) in column \(mark.column); check quotes, brackets and "
          + "indentation there, and write texts with special characters in single quotes"
      )
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = Set(duplicates).sorted().map { "'\($0)'" }.joined(separator: ", ")
      return (context.mark.line, "\(names) stands here more than once; keep one of them")
    case .reader(let problem, _, _, _):
      return (nil, "neither YAML nor JSON: \(problem); save the file as plain UTF-8 text")
    default:
      return (nil, "neither YAML nor JSON; see Docs/Configuration.md for an example")
    }
  }
}
