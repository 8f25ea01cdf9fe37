/// An error of a client that may pass by itself, so that a node that is starting tries again.
public protocol PassingFailure: Error {
  /// For how long trying again is worth it; `nil` when nothing changes by itself.
  var patience: Duration? { get }
  /// How long the venue asks to wait before.
  var retryAfter: Duration? { get }
}
