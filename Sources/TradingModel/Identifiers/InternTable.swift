import Synchronization

/// An append-only table of texts and their numbers, so that an identifier on the hot path is one integer.
///
/// Numbers are process-local and never leave the process: everything written down is the text.
final class InternTable: Sendable {
  private struct State {
    var numbers: [String: UInt32] = [:]
    var texts: [String] = []
  }

  private let state = Mutex(State())

  /// The number of `text`, which is added when it is new.
  func number(of text: String) -> UInt32 {
    state.withLock { state in
      if let known = state.numbers[text] { return known }
      let number = UInt32(truncatingIfNeeded: state.texts.count)
      state.numbers[text] = number
      state.texts.append(text)
      return number
    }
  }

  /// The text of a number that this table gave out.
  func text(of number: UInt32) -> String {
    state.withLock { state in
      Int(number) < state.texts.count ? state.texts[Int(number)] : ""
    }
  }
}
