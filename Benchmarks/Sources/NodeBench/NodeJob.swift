import Foundation

/// What is to be measured.
struct NodeJob: Sendable {
  enum Kind: String, Sendable { case instruments, idle, books }

  let kind: Kind
  /// How many pairs the spot venue lists, and how many contracts the futures venue.
  let spotInstruments: Int
  let futuresInstruments: Int
  /// Where the node's journal goes; removed at the end.
  let directory: String

  /// How many books are held.
  static let books = 20
  /// How many changes of them arrive.
  static let changes = 2_000_000
  /// How long an idle node is watched, after it has settled.
  static let idleSeconds = 20

  init?(_ arguments: [String]) {
    guard arguments.count == 1, let kind = Kind(rawValue: arguments[0]) else { return nil }
    self.kind = kind
    spotInstruments = kind == .instruments ? 3_000 : Self.books
    futuresInstruments = 600
    directory = FileManager.default.temporaryDirectory.appending(path: "argonaut-nodebench-\(getpid())").path
  }

  /// The venue's name for a pair or contract.
  static func symbol(_ number: Int) -> String { "A\(number)USDT" }
}
