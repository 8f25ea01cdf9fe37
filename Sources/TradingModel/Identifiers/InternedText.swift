/// A text that exists once in the process, so that identifiers made of it are one small number: copied without counting
/// references, and compared and hashed without reading them.
///
/// Interned texts are never given back. It is for what a node has few of, such as strategies and accounts, and not for
/// orders and trades.
struct InternedText: Hashable, Sendable {
  private static let table = InternTable()

  private let number: UInt32

  init(_ text: String) { number = Self.table.number(of: text) }

  var text: String { Self.table.text(of: number) }
}
