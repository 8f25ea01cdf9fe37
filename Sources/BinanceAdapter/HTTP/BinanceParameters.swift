public import TradingModel

/// The parameters of a request, in the order in which they are sent; absent values are left out.
///
/// ```swift
/// let parameters: BinanceParameters = ["symbol": symbol, "limit": limit, "startTime": start]
/// ```
public struct BinanceParameters: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  /// One parameter.
  public struct Item: Hashable, Sendable {
    public let name: String
    public let value: String
  }

  /// The parameters in order.
  public private(set) var items: [Item] = []

  public init() {}

  public init(dictionaryLiteral elements: (String, (any BinanceParameterValue)?)...) {
    for (name, value) in elements { append(name, value) }
  }

  /// Adds a parameter, unless it has no value.
  public mutating func append(_ name: String, _ value: (any BinanceParameterValue)?) {
    guard let value else { return }
    items.append(Item(name: name, value: value.parameterText))
  }

  /// Adds all of another list.
  public mutating func append(contentsOf other: BinanceParameters) { items.append(contentsOf: other.items) }

  /// The value of a parameter.
  public subscript(_ name: String) -> String? { items.first { $0.name == name }?.value }

  /// `a=1&b=2`, values percent-encoded.
  public var query: String {
    items.map { "\($0.name)=\(BinancePercentEncoding.encode($0.value))" }.joined(separator: "&")
  }

  /// `a=1&b=2`, sorted by name and not encoded: what the WebSocket API signs.
  public var sortedPlain: String {
    items.sorted { $0.name < $1.name }.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  }
}

/// What can be the value of a request's parameter.
public protocol BinanceParameterValue {
  /// The value as the venue takes it.
  var parameterText: String { get }
}

extension String: BinanceParameterValue {
  public var parameterText: String { self }
}

extension Int: BinanceParameterValue {
  public var parameterText: String { String(self) }
}

extension Int64: BinanceParameterValue {
  public var parameterText: String { String(self) }
}

extension UInt64: BinanceParameterValue {
  public var parameterText: String { String(self) }
}

extension Bool: BinanceParameterValue {
  public var parameterText: String { self ? "true" : "false" }
}

extension UnixNanos: BinanceParameterValue {
  /// Milliseconds, as every product takes them.
  public var parameterText: String { String(milliseconds) }
}

extension Price: BinanceParameterValue {
  public var parameterText: String { description }
}

extension Quantity: BinanceParameterValue {
  public var parameterText: String { description }
}

extension WideDecimal: BinanceParameterValue {
  public var parameterText: String { plain() }
}
