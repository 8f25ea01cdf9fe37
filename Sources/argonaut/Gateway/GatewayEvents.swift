import TradingEngine
import TradingModel

/// Tells every order, position, account, connection and book event of a kernel as a line, in the order of happening.
final class GatewayEvents {
  private let output: GatewayOutput
  /// Events that wait for the result of the command that causes them.
  private var held: [JSONLine]?

  init(output: GatewayOutput) { self.output = output }

  /// Listens from now on, also before the kernel runs: what reconciliation finds is told too.
  func listen(to kernel: TradingKernel) {
    kernel.observe { [weak self] event in
      switch event {
      case .order(let event): self?.tell(JSONLine(event))
      case .position(let event): self?.tell(JSONLine(event))
      case .account(let state): self?.tell(JSONLine(state))
      case .connection(let state): self?.tell(JSONLine(event: state))
      case .trading(let state, let killReason): self?.tell(JSONLine(trading: state, killReason))
      // Told by the feed, in step with the book's own lines.
      case .bookStatus: break
      }
    }
  }

  /// Runs `command`; the events that it causes are told after its result.
  func after(_ command: () -> JSONLine) {
    held = []
    let result = command()
    output.tell(result)
    for line in held ?? [] { output.tell(line) }
    held = nil
  }

  func tell(_ line: JSONLine) {
    guard held != nil else { return output.tell(line) }
    held?.append(line)
  }
}

extension JSONLine {
  /// A connection's state as an event.
  init(event state: ConnectionState) {
    self.init("event", "ConnectionState")
    string("client", state.clientId.text)
    string("channel", state.channel)
    string("state", state.state.rawValue)
    string("reason", state.reason.isEmpty ? nil : state.reason)
    times(state.tsInit, state.tsInit)
  }

  /// What the node lets through.
  init(trading state: TradingState, _ killReason: String?) {
    self.init("event", "TradingState")
    string("state", killReason == nil ? state.rawValue : TradingState.halted.rawValue)
    bool("killed", killReason != nil)
    string("reason", killReason)
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
