/// Why the bytes of a fact do not make sense: they were written by a later version, or are damaged.
struct FactError: Error, Hashable {
  let problem: String
}
