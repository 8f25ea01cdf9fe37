import TradingEngine
import TradingModel

extension JSONLine {
  /// The line of what a kernel tells its observers.
  init(_ event: KernelEvent) {
    switch event {
    case .order(let event): self.init(event)
    case .position(let event): self.init(event)
    case .account(let state): self.init(state)
    case .connection(let state): self.init(event: state)
    case .bookStatus(let status): self.init(event: status)
    case .trading(let state, let killReason, let tsInit): self.init(trading: state, killReason, tsInit)
    }
  }

  /// A connection's state as an event.
  private init(event state: ConnectionState) {
    self.init("event", "ConnectionState")
    string("client", state.clientId.text)
    string("channel", state.channel)
    string("state", state.state.rawValue)
    string("reason", state.reason.isEmpty ? nil : state.reason)
    times(state.tsInit, state.tsInit)
  }

  /// What the node lets through.
  private init(trading state: TradingState, _ killReason: String?, _ tsInit: UnixNanos) {
    self.init("event", "TradingState")
    string("state", killReason == nil ? state.rawValue : TradingState.halted.rawValue)
    bool("killed", killReason != nil)
    string("reason", killReason)
    times(tsInit, tsInit)
  }

  /// A book's state, which is an event and, as in `watch`, a line of data.
  init(event status: BookStatus) {
    self.init("event", "BookStatus")
    string("type", "bookStatus")
    string("instrument", status.instrumentId.text)
    string("state", status.state.rawValue)
    integer("sequence", status.sequence)
    string("reason", status.reason)
    times(status.tsEvent, status.tsInit)
  }
}
