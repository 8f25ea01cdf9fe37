public import TradingModel

/// What is known and noticed while an answer is read: when that is, and the elements that had to be left out.
public final class BinanceDecoding {
  /// When this process read the answer, by its own clock.
  public let now: UnixNanos
  /// What was left out and why.
  public private(set) var skipped: [String] = []

  /// Makes the notes of one answer, with nothing noticed yet.
  ///
  /// - Parameter now: when the answer is read; what is made of it may bear this time.
  public init(at now: UnixNanos = .zero) { self.now = now }

  /// Reads a list; an element that cannot be read is left out and noted, and does not stop the others.
  public func list<Element>(
    _ json: JSONValue?, of what: String, _ make: (JSONValue) throws -> Element
  ) throws -> [Element] {
    guard let elements = json?.elements else { throw BinanceDecodingError(field: what) }
    var result: [Element] = []
    result.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      do {
        result.append(try make(element))
      } catch {
        skipped.append("\(what)[\(index)]: \(error)")
      }
    }
    return result
  }

  /// Reads a list, or the single element that the venue sends in its place when one symbol was asked for.
  public func listOrOne<Element>(
    _ json: JSONValue, of what: String, _ make: (JSONValue) throws -> Element
  ) throws -> [Element] {
    if json.isObject { return [try make(json)] }
    return try list(json, of: what, make)
  }
}
