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
    var text: [UInt8] = []
    text.reserveCapacity(size + 16)
    for item in items {
      if !text.isEmpty { text.append(UInt8(ascii: "&")) }
      text.append(utf8: item.name)
      text.append(UInt8(ascii: "="))
      BinancePercentEncoding.append(item.value, to: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// `a=1&b=2`, sorted by name and not encoded: what the WebSocket API signs.
  public var sortedPlain: String { String(decoding: sortedBytes, as: UTF8.self) }

  /// The bytes of ``sortedPlain``.
  var sortedBytes: [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(size)
    // Sorted by their places, on the stack: a copy of the items and a text for each would cost more than the signature.
    withUnsafeTemporaryAllocation(of: Int.self, capacity: items.count) { places in
      for (index, item) in items.enumerated() {
        var place = index
        while place > 0, item.name < items[places[place - 1]].name {
          places[place] = places[place - 1]
          place -= 1
        }
        places[place] = index
      }
      for place in places {
        if !text.isEmpty { text.append(UInt8(ascii: "&")) }
        text.append(utf8: items[place].name)
        text.append(UInt8(ascii: "="))
        text.append(utf8: items[place].value)
      }
    }
    return text
  }

  /// How long the parameters are together, unless something must be encoded.
  private var size: Int { items.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 2 } }
}
