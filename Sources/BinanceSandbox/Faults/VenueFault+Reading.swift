/// Why a fault cannot be read.
public struct FaultFormatError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, in words for its author: which key, and what it has to be.
  public let description: String
}

extension VenueFault {
  /// Other names by which faults are known.
  private static let aliases: [String: Kind] = [
    "TRUNCATE": .truncate, "BAN": .ban, "TOO_MANY_REQUESTS": .tooManyRequests,
    "DROP": .dropEvent, "DUP": .duplicateEvent, "ERROR": .error, "FREEZE": .freezeStream,
  ]

  /// Reads a fault of the admin port or of a scenario file, given as JSON text.
  public init(json text: [UInt8]) throws(FaultFormatError) {
    guard let value = JSONValue(text) else { throw FaultFormatError(description: "the fault is no JSON") }
    try self.init(json: value)
  }

  /// Reads a fault of the admin port or of a scenario file.
  init(json value: JSONValue) throws(FaultFormatError) {
    guard case .object(let members) = value else { throw FaultFormatError(description: "a fault is an object") }
    guard let name = (value["fault"] ?? value["kind"] ?? value["type"])?.text else {
      throw FaultFormatError(description: "a fault needs \"fault\": one of \(Self.kinds)")
    }
    guard let kind = Kind(rawValue: name.uppercased()) ?? Self.aliases[name.uppercased()] else {
      throw FaultFormatError(description: "unknown fault \"\(name)\"; one of \(Self.kinds)")
    }
    self.init(kind)
    if kind == .error { status = 400 }
    for (name, value) in members {
      if try readPlace(name, value) { continue }
      if try readFrequency(name, value) { continue }
      try readContent(name, value)
    }
    switch kind {
    case .fill where clientOrderId == nil && number == nil:
      throw FaultFormatError(description: "FILL needs \"clientOrderId\" or \"orderId\"")
    case .price where symbol == nil || price == nil:
      throw FaultFormatError(description: "PRICE needs \"symbol\" and \"price\"")
    case .status where symbol == nil || SymbolRules.Status(rawValue: self.value) == nil:
      throw FaultFormatError(description: "STATUS needs \"symbol\" and a \"value\" such as HALT or CANCEL_ONLY")
    default: break
    }
  }

  private static var kinds: String { Kind.allCases.map(\.rawValue).joined(separator: ", ") }

  private mutating func readPlace(_ name: String, _ value: JSONValue) throws(FaultFormatError) -> Bool {
    switch name {
    case "fault", "kind", "type", "at": break
    case "endpoint", "path": endpoint = value.text
    case "method":
      // An HTTP method, or a method of the WebSocket API.
      let text = value.text
      if ["GET", "POST", "PUT", "DELETE"].contains(text.uppercased()) {
        method = text.uppercased()
      } else {
        endpoint = text
      }
    case "stream", "event": stream = value.text
    case "product":
      guard let known = SandboxProduct(rawValue: value.text) else { throw Self.malformed(name, "spot, usdm or coinm") }
      product = known
    case "symbol": symbol = value.text
    case "clientOrderId": clientOrderId = value.text
    case "account": account = value.text
    case "client": client = value.text
    default: return false
    }
    return true
  }

  private mutating func readFrequency(_ name: String, _ value: JSONValue) throws(FaultFormatError) -> Bool {
    switch name {
    case "skip": skip = try Self.integer(name, value, in: Self.amounts)
    case "count": count = try Self.integer(name, value, in: Self.amounts)
    case "seed": seed = UInt64(try Self.integer(name, value).magnitude)
    case "probability":
      guard let number = Double(value.text), (0...1).contains(number) else { throw Self.malformed(name, "0…1") }
      probability = number
    case "from": from = try Self.seconds(name, value)
    case "until": until = try Self.seconds(name, value)
    default: return false
    }
    return true
  }

  private mutating func readContent(_ name: String, _ value: JSONValue) throws(FaultFormatError) {
    switch name {
    case "http", "status": status = try Self.integer(name, value, in: 100...999)
    case "code": code = try Self.integer(name, value)
    case "msg", "message": message = value.text
    case "body": body = Array(value.text.utf8)
    case "executed": executed = value.text == "true"
    case "late": isLate = value.text == "true"
    case "seconds", "duration", "retryAfter": duration = try Self.seconds(name, value)
    case "ms", "milliseconds": duration = .milliseconds(try Self.integer(name, value))
    case "fields", "payload", "data": json = value.json
    case "field": field = value.text
    case "value": self.value = value.text
    case "window", "bytes", "pieces", "keep", "limit", "orderId":
      number = try Self.integer(name, value, in: Self.amounts)
    case "used": used = try Self.integer(name, value, in: Self.amounts)
    case "ppm":
      guard let number = Double(value.text), abs(number) < 1e6 else { throw Self.malformed(name, "millionths") }
      partsPerMillion = number
    case "quantity", "qty": quantity = value.text
    case "price", "px": price = value.text
    default: throw FaultFormatError(description: "unknown key \"\(name)\" in a \(kind.rawValue) fault")
    }
  }

  /// How many bytes, events, orders or units of weight there may be, so that sums of them stay within the numbers.
  private static let amounts = 0...1_000_000_000_000_000

  private static func integer(
    _ name: String, _ value: JSONValue, in range: ClosedRange<Int>? = nil
  ) throws(FaultFormatError) -> Int {
    guard let number = Int(value.text) else { throw malformed(name, "a whole number") }
    guard range?.contains(number) ?? true else {
      throw malformed(name, "a whole number from \(range?.lowerBound ?? 0) to \(range?.upperBound ?? 0)")
    }
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
