import Synchronization

/// A text that exists once in the process, so that identifiers made of it are one word: copied without counting
/// references, and compared and hashed without reading them.
///
/// Interned texts are never given back. It is for what a node has few of, such as strategies and accounts, and not for
/// orders and trades.
struct InternedText: Hashable, Sendable {
  private final class KnownText: Sendable {
    let text: String

    init(_ text: String) { self.text = text }
  }

  private static let entries = Mutex<[String: KnownText]>([:])

  // Unmanaged is sound because the table keeps every entry for ever.
  private let entry: Unmanaged<KnownText>

  init(_ text: String) {
    entry = Self.entries.withLock { entries in
      if let known = entries[text] { return .passUnretained(known) }
      let made = KnownText(text)
      entries[text] = made
      return .passUnretained(made)
    }
  }

  var text: String { entry._withUnsafeGuaranteedRef { $0.text } }

  static func == (left: InternedText, right: InternedText) -> Bool { left.entry.toOpaque() == right.entry.toOpaque() }

  func hash(into hasher: inout Hasher) { hasher.combine(entry.toOpaque()) }
}
