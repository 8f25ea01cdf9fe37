/// Cuts what comes in into lines, however it is cut into pieces on the way.
///
/// Lines end with LF or CRLF; empty ones are left out. A line that is too long is told once and skipped to its end, so
/// that memory stays bounded whatever is sent.
struct GatewayLineAssembler {
  /// What was found.
  enum Piece: Equatable, Sendable {
    case line([UInt8])
    /// A line of more than the allowed number of bytes; its content is gone.
    case tooLong
  }

  /// How many bytes a line may have.
  let limit: Int
  private var partial: [UInt8] = []
  private var isSkipping = false

  init(limit: Int = 1 << 20) { self.limit = limit }

  /// Takes bytes and gives the lines that they complete.
  mutating func take(_ bytes: some Collection<UInt8>) -> [Piece] {
    var pieces: [Piece] = []
    for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      if part.offset > 0 { finishLine(&pieces) }
      guard !isSkipping else { continue }
      guard partial.count + part.element.count <= limit else {
        isSkipping = true
        partial = []
        pieces.append(.tooLong)
        continue
      }
      partial.append(contentsOf: part.element)
    }
    return pieces
  }

  /// What is left when the input ends: a last line may lack its end.
  mutating func finish() -> [Piece] {
    var pieces: [Piece] = []
    finishLine(&pieces)
    return pieces
  }

  private mutating func finishLine(_ pieces: inout [Piece]) {
    defer {
      partial = []
      isSkipping = false
    }
    if isSkipping { return }
    if partial.last == UInt8(ascii: "\r") { partial.removeLast() }
    guard partial.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else { return }
    pieces.append(.line(partial))
  }
}
