/// Why a command was not carried out and no event will tell: there is no order that an event could be about.
public struct CommandRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// `CATEGORY_CONDITION: key=value …`.
  public let reason: String

  /// Makes a refusal of a reason that begins with its code.
  public init(_ reason: String) { self.reason = reason }

  public var description: String { reason }
}
