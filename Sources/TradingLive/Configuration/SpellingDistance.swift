/// How far two words are apart, to name the key that was probably meant.
public enum SpellingDistance {
  /// The nearest of `candidates`, unless all of them are very different from `word`.
  public static func nearest(to word: String, among candidates: [String]) -> String? {
    let wanted = normalized(word)
    let scored = candidates.map { (candidate: $0, distance: distance(wanted, normalized($0))) }
    guard let best = scored.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(2, wanted.count / 2) ? best.candidate : nil
  }

  private static func normalized(_ word: String) -> [Character] {
    Array(word.lowercased().replacing("_", with: ""))
  }

  /// The number of insertions, deletions and replacements between two words.
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var previous = Array(0...right.count)
    for (row, first) in left.enumerated() {
      var current = [row + 1]
      for (column, second) in right.enumerated() {
        let replace = previous[column] + (first == second ? 0 : 1)
        current.append(min(replace, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[right.count]
  }
}
