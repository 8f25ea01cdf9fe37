public import TradingModel

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
  /// Plain decimal notation with exactly as many decimals as the price's precision.
  public var parameterText: String { description }
}

extension Quantity: BinanceParameterValue {
  /// Plain decimal notation with exactly as many decimals as the quantity's precision.
  public var parameterText: String { description }
}

extension WideDecimal: BinanceParameterValue {
  /// Plain decimal notation, never with an exponent and without zeros at the end.
  public var parameterText: String { plain() }
}
