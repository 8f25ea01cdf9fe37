/// Choices about how market data is processed.
public struct DataEngineConfig: Hashable, Sendable {
  /// How time bars are closed.
  public var timeBars: TimeBarConfig
  /// Whether a quote is made from the book when its best level changes, for instruments whose book is subscribed.
  public var quotesFromBook: Bool
  /// After how long a request without an answer fails; never when `nil`.
  public var requestTimeout: Duration?

  /// Makes the choices; by default a request fails after five minutes.
  public init(
    timeBars: TimeBarConfig = TimeBarConfig(), quotesFromBook: Bool = false,
    requestTimeout: Duration? = .seconds(300)
  ) {
    self.timeBars = timeBars
    self.quotesFromBook = quotesFromBook
    self.requestTimeout = requestTimeout
  }
}
