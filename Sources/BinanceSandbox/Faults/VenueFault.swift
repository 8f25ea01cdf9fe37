/// Something that goes wrong at the venue on purpose: what, where and how often.
///
/// Faults of the wire (lost packets, broken frames) belong to the network; these are the exchange's own.
public struct VenueFault: Sendable {
  /// What goes wrong.
  public enum Kind: String, Sendable, CaseIterable {
    /// A request is answered with an error of choice, executed or not.
    case error = "ERR"
    /// A request is executed and never answered.
    case dropResponse = "DROP_RESP"
    /// A request is neither executed nor answered.
    case dropRequest = "DROP_REQ"
    /// A request is answered late, or an event is told late.
    case delay = "DELAY"
    /// The connection is dropped instead of an answer; the request is executed if `executed` says so.
    case reset = "RST"
    /// Events of a stream are lost.
    case dropEvent = "DROP_EVENT"
    /// Events of a stream are told twice.
    case duplicateEvent = "DUP_EVENT"
    /// A stream falls silent while its connection lives.
    case freezeStream = "FREEZE_STREAM"
    /// Open WebSocket connections are closed, once.
    case close = "CLOSE"
    /// The shutdown notice is sent and connections are closed some time later.
    case serverShutdown = "SERVER_SHUTDOWN"
    /// The venue's clock is wrong.
    case skew = "SKEW"
    /// Requests are refused with 429 for a while.
    case tooManyRequests = "429"
    /// The address is banned with 418 for a while.
    case ban = "418"
    /// Queries do not see what happened in the last moments.
    case visibilityLag = "VISIBILITY_LAG"
    /// Listen keys expire at once.
    case expireListenKey = "EXPIRE_LISTENKEY"
    /// Fields of a symbol in `exchangeInfo` are replaced, or a foreign symbol is added.
    case mutateInfo = "MUTATE_INFO"
    /// An event of a type that nobody knows is sent on the matching streams.
    case unknownEvent = "UNKNOWN_EVENT"
  }

  public var kind: Kind
  /// Part of the route (`POST /api/v3/order`) or WebSocket API method (`order.place`); empty matches all.
  public var endpoint = ""
  /// Part of the stream's name (`@depth`), or of an account event's type; empty matches all.
  public var stream = ""
  public var product: SandboxProduct?
  public var symbol: String?
  public var clientOrderId: String?
  /// How many matches pass unharmed first.
  public var skip = 0
  /// How often it strikes; nil is without end.
  public var count: Int?
  public var probability = 1.0
  /// When it begins and ends, after it was set.
  public var from: Duration = .zero
  public var until: Duration?

  public var status = 500
  public var code = -1000
  public var message = "An unknown error occurred while processing the request."
  /// Whether a failed request was carried out.
  public var executed = false
  /// How late, how wrong, or for how long.
  public var duration: Duration = .seconds(1)
  /// The fields of `exchangeInfo` that are replaced, or the event that is sent, as JSON.
  public var json: [UInt8] = []

  public init(_ kind: Kind) { self.kind = kind }
}

/// Why a fault cannot be read.
public struct FaultFormatError: Error, Sendable, CustomStringConvertible {
  public let description: String
}

extension VenueFault {
  /// Reads a fault of the admin port or of a scenario file.
  init(json value: JSONValue) throws(FaultFormatError) {
    guard case .object(let members) = value else { throw FaultFormatError(description: "a fault is an object") }
    guard let name = value["fault"]?.string ?? value["kind"]?.string ?? value["type"]?.string else {
      throw FaultFormatError(description: "a fault needs \"fault\": one of \(Self.kinds)")
    }
    guard let kind = Kind(rawValue: name.uppercased()) else {
      throw FaultFormatError(description: "unknown fault \"\(name)\"; one of \(Self.kinds)")
    }
    self.init(kind)
    if kind == .error { status = 400 }
    for (name, value) in members { try read(name, value) }
  }

  private static var kinds: String { Kind.allCases.map(\.rawValue).joined(separator: ", ") }

  private mutating func read(_ name: String, _ value: JSONValue) throws(FaultFormatError) {
    switch name {
    case "fault", "kind", "type", "at": break
    case "endpoint", "method": endpoint = value.text
    case "stream", "event": stream = value.text
    case "product":
      guard let known = SandboxProduct(rawValue: value.text) else { throw Self.malformed(name, "spot, usdm or coinm") }
      product = known
    case "symbol": symbol = value.text
    case "clientOrderId": clientOrderId = value.text
    case "skip": skip = try Self.integer(name, value)
    case "count": count = try Self.integer(name, value)
    case "probability":
      guard let number = Double(value.text), (0...1).contains(number) else { throw Self.malformed(name, "0…1") }
      probability = number
    case "from": from = try Self.seconds(name, value)
    case "until": until = try Self.seconds(name, value)
    case "http", "status": status = try Self.integer(name, value)
    case "code": code = try Self.integer(name, value)
    case "msg", "message": message = value.text
    case "executed": executed = value.text == "true"
    case "seconds", "duration": duration = try Self.seconds(name, value)
    case "ms", "milliseconds": duration = .milliseconds(try Self.integer(name, value))
    case "fields", "payload", "data": json = value.json
    default: throw FaultFormatError(description: "unknown key \"\(name)\" in a fault")
    }
  }

  private static func integer(_ name: String, _ value: JSONValue) throws(FaultFormatError) -> Int {
    guard let number = Int(value.text) else { throw malformed(name, "a whole number") }
    return number
  }

  static func seconds(_ name: String, _ value: JSONValue) throws(FaultFormatError) -> Duration {
    guard let number = Double(value.text), number.isFinite, abs(number) < 1e9 else {
      throw malformed(name, "seconds")
    }
    return .seconds(number)
  }

  private static func malformed(_ name: String, _ expected: String) -> FaultFormatError {
    FaultFormatError(description: "\"\(name)\" of a fault must be \(expected)")
  }
}
