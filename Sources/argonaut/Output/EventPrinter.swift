import TradingEngine
import TradingModel

/// Prints every event of a kernel as a line of JSON, as the gateway does.
final class EventPrinter {
  private let writer: LineWriter

  /// Prints what the kernel tells from now on.
  ///
  /// - Parameter onClosed: called once, when nothing can be written any more: with the failure of it, or with `nil`
  ///   where the reader went away, which is its right.
  init(
    _ kernel: TradingKernel, writer: LineWriter = LineWriter(),
    onClosed: @escaping (CommandFailure?) -> Void = { _ in }
  ) {
    self.writer = writer
    kernel.observe { [writer] event in
      guard !writer.isClosed else { return }
      writer.write(JSONLine(event))
      writer.flush()
      guard writer.isClosed else { return }
      do throws(CommandFailure) {
        try writer.check()
        onClosed(nil)
      } catch {
        onClosed(error)
      }
    }
  }
}
