/// Why a message of the venue could not be used.
public struct BinanceDecodingProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of message it was, as far as known: a stream's or event's name without the symbol. A metric label.
  public var kind: String
  /// What is wrong.
  public var detail: String

  /// Makes a problem with a message, of a kind and with the words for what is wrong.
  public init(kind: String, detail: String) {
    self.kind = kind
    self.detail = detail
  }

  public var description: String { "a \(kind) message could not be read: \(detail)" }
}
