import TradingEngine
import TradingModel

/// Prints every event of a kernel as a line of JSON, as the gateway does.
final class EventPrinter {
  private let writer = LineWriter()

  /// Prints what the kernel tells from now on.
  init(_ kernel: TradingKernel) {
    kernel.observe { [writer] event in
      writer.write(JSONLine(event))
      writer.flush()
    }
  }
}
