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
      // Books are told by the feed, in step with their own lines.
      if case .bookStatus = event { return }
      self?.tell(JSONLine(event))
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
