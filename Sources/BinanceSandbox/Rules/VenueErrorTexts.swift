extension VenueError {
  /// The REST body of the error.
  func body() -> [UInt8] {
    var writer = JSONWriter(capacity: 96)
    write(into: &writer)
    return writer.bytes
  }

  func write(into writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("code", code)
      writer.field("msg", message)
      if let data {
        writer.key("data")
        writer.json(data)
      }
    }
  }
}

/// A request that broke a limit: the venue says when the caller may come back.
struct LimitRefusal: Error {
  let error: VenueError
  /// Milliseconds since the epoch.
  let retryAt: Int64
}

// MARK: - Requests and their parameters

extension VenueError {
  static let unauthorized = VenueError(-1002, "You are not authorized to execute this request.", status: 401)
  static let unknown = VenueError(-1000, "An unknown error occurred while processing the request.", status: 500)
  static let timestampLate = VenueError(-1021, "Timestamp for this request is outside of the recvWindow.")
  static let timestampEarly = VenueError(
    -1021, "Timestamp for this request was 1000ms ahead of the server's time.")
  static let invalidSignature = VenueError(-1022, "Signature for this request is not valid.")
  static let apiKeyFormat = VenueError(-2014, "API-key format invalid.", status: 401)
  static let apiKeyRejected = VenueError(-2015, "Invalid API-key, IP, or permissions for action.", status: 401)
  static let invalidJSON = VenueError(-1135, "Invalid JSON Request")
  static let invalidTickerType = VenueError(-1139, "Invalid ticker type.")
  static let duplicateSymbols = VenueError(-1151, "Symbol is present multiple times in the list.")
  static let invalidTimeUnit = VenueError(
    -1194, "Invalid value for time unit; expected either MICROSECOND or MILLISECOND.")
  static let duplicateParameter = VenueError(-1101, "Duplicate values for a parameter detected.")
  static let statusMismatch = VenueError(-1220, "The symbol's status does not match the requested symbolStatus.")
  static let subscriptionActive = VenueError(-2035, "User Data Stream subscription already active.")
  static let subscriptionInactive = VenueError(-2036, "User Data Stream subscription not active.")
  static let noReferencePrice = VenueError(-2043, "This symbol doesn't have a reference price.")
  static let unknownListenKey = VenueError(-1125, "This listenKey does not exist.")
  static let optionalCombination = VenueError(-1128, "Combination of optional parameters invalid.")

  static func empty(_ name: String) -> VenueError { VenueError(-1105, "Parameter '\(name)' was empty.") }

  static func tooMany(expected: Int, received: Int) -> VenueError {
    VenueError(-1101, "Too many parameters; expected '\(expected)' and received '\(received)'.")
  }

  static func unread(read: Int, sent: Int) -> VenueError {
    VenueError(
      -1104, "Not all sent parameters were read; read '\(read)' parameter(s) but was sent '\(sent)'.")
  }

  static func invalid(_ name: String) -> VenueError {
    VenueError(-1130, "Data sent for parameter '\(name)' is not valid.")
  }

  static func overflow(_ name: String) -> VenueError { VenueError(-1108, "Parameter '\(name)' overflowed.") }

}
