/// To what a fault rule applies: all conditions that are given must hold.
public struct FaultScope: Sendable {
  /// The stages at which the rule strikes; nil means wherever its fault means something.
  public var stages: [FaultStage]?
  /// Which way it travels; nil is both ways.
  public var direction: FaultDirection?
  /// `host:port` of the server.
  public var host: String?
  /// The address of the client's runtime; nil is every client.
  public var clientAddress: String?
  /// The method of an HTTP request; nil is every one, and WebSocket connections too.
  public var method: HTTPRequest.Method?
  /// What the path begins with.
  public var pathPrefix: String?
  /// Text that occurs in the query, the body or the message.
  public var text: String?
  /// What else must hold.
  public var condition: (@Sendable (FaultSubject) -> Bool)?

  /// Makes a scope of the conditions that are given; nil leaves one out.
  public init(
    stages: [FaultStage]? = nil, direction: FaultDirection? = nil, host: String? = nil, clientAddress: String? = nil,
    method: HTTPRequest.Method? = nil, pathPrefix: String? = nil, text: String? = nil,
    condition: (@Sendable (FaultSubject) -> Bool)? = nil
  ) {
    self.stages = stages
    self.direction = direction
    self.host = host
    self.clientAddress = clientAddress
    self.method = method
    self.pathPrefix = pathPrefix
    self.text = text
    self.condition = condition
  }

  /// Everything that happens.
  public static var everything: FaultScope { FaultScope() }
  /// HTTP requests whose path begins so.
  public static func request(_ pathPrefix: String, method: HTTPRequest.Method? = nil, text: String? = nil) -> FaultScope
  {
    FaultScope(stages: [.request], method: method, pathPrefix: pathPrefix, text: text)
  }

  /// Answers to HTTP requests whose path begins so.
  public static func response(
    _ pathPrefix: String, method: HTTPRequest.Method? = nil, text: String? = nil
  ) -> FaultScope {
    FaultScope(stages: [.response], method: method, pathPrefix: pathPrefix, text: text)
  }

  /// Messages on WebSocket connections whose path begins so.
  public static func message(
    _ direction: FaultDirection, pathPrefix: String? = nil, text: String? = nil
  ) -> FaultScope {
    FaultScope(stages: [.message], direction: direction, pathPrefix: pathPrefix, text: text)
  }

  func matches(_ subject: FaultSubject) -> Bool {
    if let stages, !stages.contains(subject.stage) { return false }
    if let direction, direction != subject.direction { return false }
    if let host, host != subject.host { return false }
    if let clientAddress, clientAddress != subject.clientAddress { return false }
    if let method, method != subject.method { return false }
    if let pathPrefix, !subject.path.hasPrefix(pathPrefix) { return false }
    if let text, !subject.query.contains(text), !subject.payload.contains(text: text) { return false }
    if let condition, !condition(subject) { return false }
    return true
  }
}

extension [UInt8] {
  /// Whether the UTF-8 bytes of `text` occur in these.
  fileprivate func contains(text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return true }
    guard count >= wanted.count else { return false }
    for offset in 0...(count - wanted.count)
    where self[offset] == first && self[offset..<(offset + wanted.count)].elementsEqual(wanted) {
      return true
    }
    return false
  }
}
