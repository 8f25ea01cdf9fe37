/// Whether a stream of an instrument is alive, kept where its messages are handled: one addition a message.
struct StreamPulse {
  /// The stream's number in the watch over silences, while it is subscribed.
  var number: Int?
  /// Messages since the watch was last told.
  var heard = 0
  /// Whether the stream was told of as frozen, and nothing has come since.
  var isFrozen = false

  /// Notes a message.
  ///
  /// - Returns: whether it is the first one after a freeze.
  @inline(__always)
  mutating func beat() -> Bool {
    heard &+= 1
    guard isFrozen else { return false }
    isFrozen = false
    return true
  }
}
