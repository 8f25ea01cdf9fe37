/// A refusal in the venue's own words.
public struct VenueError: Error, Hashable, Sendable {
  /// The venue's number of the error, `code` of the answer; negative.
  public let code: Int
  /// The venue's text, `msg` of the answer.
  public let message: String
  /// The HTTP status that goes with it.
  public var status = 400
  /// A JSON object that explains it, where there is one.
  public var data: [UInt8]?

  /// Makes a refusal without ``data``.
  public init(_ code: Int, _ message: String, status: Int = 400) {
    self.code = code
    self.message = message
    self.status = status
  }
}

extension VenueError {
  static func filter(_ name: String) -> VenueError { VenueError(-1013, "Filter failure: \(name)") }
  static func rejected(_ message: String) -> VenueError { VenueError(-2010, message) }
  static func cancelRejected(_ message: String) -> VenueError { VenueError(-2011, message) }
  static func missing(_ name: String) -> VenueError {
    VenueError(-1102, "Mandatory parameter '\(name)' was not sent, was empty/null, or malformed.")
  }
  static func missing(either first: String, or second: String) -> VenueError {
    VenueError(-1102, "Param '\(first)' or '\(second)' must be sent, but both were empty/null!")
  }
  static func notRequired(_ name: String) -> VenueError {
    VenueError(-1106, "Parameter '\(name)' sent when not required.")
  }
  static func illegal(_ name: String, _ range: String) -> VenueError {
    VenueError(-1100, "Illegal characters found in parameter '\(name)'; legal range is '\(range)'.")
  }
  static func tooPrecise(_ name: String) -> VenueError {
    VenueError(-1111, "Parameter '\(name)' has too much precision.")
  }
  static func invalidValue(_ name: String) -> VenueError {
    VenueError(-1130, "Data sent for parameter '\(name)' is not valid.")
  }
  static let invalidSymbol = VenueError(-1121, "Invalid symbol.")
  static let invalidInterval = VenueError(-1120, "Invalid interval.")
  static let invalidOrderType = VenueError(-1116, "Invalid orderType.")
  static let invalidSide = VenueError(-1117, "Invalid side.")
  static let invalidTimeInForce = VenueError(-1115, "Invalid timeInForce.")
  static let noSuchOrder = VenueError(-2013, "Order does not exist.")
  static let unknownOrder = VenueError(-2011, "Unknown order sent.")
  static let duplicateOrder = VenueError(-2010, "Duplicate order sent.")
  static let insufficientBalance = VenueError(-2010, "Account has insufficient balance for requested action.")
  static let wouldMatch = VenueError(-2010, "Order would immediately match and take.")
  static let wouldTrigger = VenueError(-2010, "Order would trigger immediately.")
  static let marketClosed = VenueError(-2010, "Market is closed.")
}
