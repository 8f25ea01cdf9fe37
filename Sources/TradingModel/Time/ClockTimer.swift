/// A pending action of a clock.
public protocol ClockTimer: AnyObject {
  /// Makes sure that the action does not run any more. Harmless after it ran.
  func cancel()
}
