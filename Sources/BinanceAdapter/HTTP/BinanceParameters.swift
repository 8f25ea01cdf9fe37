/// The parameters of a request, in the order in which they are sent; absent values are left out.
///
/// ```swift
/// let parameters: BinanceParameters = ["symbol": symbol, "limit": limit, "startTime": start]
/// ```
public struct BinanceParameters: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  /// One parameter.
  public struct Item: Hashable, Sendable {
    /// The parameter's name, as the venue spells it.
    public let name: String
    /// The value as text, not percent-encoded.
    public let value: String
  }

  /// The parameters in order.
  public private(set) var items: [Item] = []

  /// Makes an empty list.
  public init() {}

  /// Makes a list of the pairs in their order; a pair whose value is nil is left out.
  public init(dictionaryLiteral elements: (String, (any BinanceParameterValue)?)...) {
    for (name, value) in elements { append(name, value) }
  }

  /// How many parameters there is room for from the start, so that those of an order need one allocation.
  private static let usualCount = 16

  /// Adds a parameter, unless it has no value.
  public mutating func append(_ name: String, _ value: (any BinanceParameterValue)?) {
    guard let value else { return }
    append(name, value.parameterText)
  }

  /// Adds a parameter.
  public mutating func append(_ name: String, _ value: String) {
    if items.isEmpty { items.reserveCapacity(Self.usualCount) }
    items.append(Item(name: name, value: value))
  }

  /// Adds all of another list.
  public mutating func append(contentsOf other: BinanceParameters) { items.append(contentsOf: other.items) }

  /// The value of a parameter.
  public subscript(_ name: String) -> String? { items.first { $0.name == name }?.value }

  /// `a=1&b=2`, values percent-encoded.
  public var query: String {
    String(most: items.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count * 3 + 2 }) { text in
      for item in items {
        if text.count > 0 { text.append(UInt8(ascii: "&")) }
        text.append(item.name)
        text.append(UInt8(ascii: "="))
        BinancePercentEncoding.append(item.value, to: &text)
      }
    }
  }

  /// `a=1&b=2`, sorted by name and not encoded: what the WebSocket API signs.
  public var sortedPlain: String { String(decoding: sortedBytes, as: UTF8.self) }

  /// The bytes of ``sortedPlain``.
  var sortedBytes: [UInt8] {
    let size = items.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 2 }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size) { room in
      withUnsafeTemporaryAllocation(of: SortedPlace.self, capacity: items.count) { places in
        // Written as they come and sorted by their places: both on the stack, without a text for each parameter.
        var text = TextWriter(room)
        for (index, item) in items.enumerated() {
          let place = SortedPlace(item, &text)
          var target = index
          while target > 0, place.precedes(places[target - 1], in: room) {
            places[target] = places[target - 1]
            target -= 1
          }
          places[target] = place
        }
        return [UInt8](unsafeUninitializedCapacity: size) { sorted, count in
          var text = TextWriter(sorted)
          for place in places {
            if text.count > 0 { text.append(UInt8(ascii: "&")) }
            text.append(UnsafeBufferPointer(rebasing: room[place.start..<place.end]))
          }
          count = text.count
        }
      }
    }
  }

  /// Where a parameter was written that is to be sorted.
  private struct SortedPlace {
    let start: Int
    let nameEnd: Int
    let end: Int
    /// The first eight letters of the name as a number, by which most are told apart.
    let beginning: UInt64

    init(_ item: Item, _ text: inout TextWriter) {
      start = text.count
      text.append(item.name)
      nameEnd = text.count
      beginning = text.word(from: start, to: nameEnd)
      text.append(UInt8(ascii: "="))
      text.append(item.value)
      end = text.count
    }

    func precedes(_ other: SortedPlace, in text: UnsafeMutableBufferPointer<UInt8>) -> Bool {
      if beginning != other.beginning { return beginning < other.beginning }
      return text[start..<nameEnd].lexicographicallyPrecedes(text[other.start..<other.nameEnd])
    }
  }
}
