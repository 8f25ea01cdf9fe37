/// What was noticed while an answer was read: elements that had to be left out.
public final class BinanceDecoding {
  /// What was left out and why.
  public private(set) var skipped: [String] = []

  /// Makes the notes of one answer, with nothing noticed yet.
  public init() {}

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
