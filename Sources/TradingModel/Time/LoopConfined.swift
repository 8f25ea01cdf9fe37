/// A value that belongs to a loop, made portable: it can be carried anywhere and opened on its loop only.
public struct LoopConfined<Value>: @unchecked Sendable {
  // Unchecked is sound because `value` is read on the loop alone, which is checked at every access.
  private let confined: Value
  /// The loop to which the value belongs.
  public let loop: any TradingLoop

  /// Confines a value; call it on the loop.
  public init(_ value: Value, to loop: any TradingLoop) {
    precondition(loop.isCurrent, "a value is confined to a loop on that loop")
    self.confined = value
    self.loop = loop
  }

  /// The value; read it on the loop.
  public var value: Value {
    precondition(loop.isCurrent, "a confined value is opened on its loop")
    return confined
  }

  /// Opens the value on its loop, from anywhere, and returns what `body` made of it.
  public func run<Result: Sendable>(_ body: @escaping @Sendable (Value) -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      loop.execute { continuation.resume(returning: body(self.value)) }
    }
  }
}
