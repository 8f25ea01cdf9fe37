import TradingNetwork

extension BinanceError {
  /// Why a WebSocket connection could not be opened, judged as a request to the same place would be.
  ///
  /// - Parameter url: where it was to go, without anything secret.
  init(connectingTo url: String, _ reason: WebSocketCloseReason) {
    switch reason {
    case .failed(let error): self = BinanceAnswerReader.error(error, endpoint: url)
    case .refused(let response):
      let error = BinanceAnswerReader.error(in: response, endpoint: url)
      // To connect has no effect that could be unknown.
      self.init(
        kind: error?.kind ?? .unreadable, outcome: .definitive, code: error?.code,
        message: error?.message ?? "HTTP \(response.status) instead of an upgrade to a WebSocket",
        httpStatus: response.status, endpoint: url, retryAfter: error?.retryAfter)
    case .protocolViolation:
      self.init(kind: .unreadable, outcome: .definitive, message: reason.description, endpoint: url)
    case .closedByPeer, .closedLocally:
      self.init(
        kind: .transport, outcome: .definitive, message: reason.description, endpoint: url,
        transport: .connectionReset)
    }
  }
}
