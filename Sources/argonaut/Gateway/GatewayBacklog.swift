/// What comes in before a gateway takes commands: kept in order until then, but for a wish to end that comes first.
struct GatewayBacklog {
  /// A piece of input, and what is to be called when it is carried out.
  struct Batch {
    let pieces: [GatewayLineAssembler.Piece]
    let done: () -> Void
  }

  private(set) var batches: [Batch] = []
  /// Whether the input ended behind what is kept.
  var hasEnded = false

  /// Keeps a piece of input, or gives the request to stop with which everything begins.
  mutating func take(_ batch: Batch) -> GatewayRequest? {
    if batches.isEmpty, case .line(let bytes)? = batch.pieces.first,
      case .request(let request) = GatewayReading(line: bytes), request.instruction == .stop
    {
      batch.done()
      return request
    }
    batches.append(batch)
    return nil
  }
}
