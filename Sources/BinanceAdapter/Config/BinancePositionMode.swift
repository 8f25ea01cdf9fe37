/// How a futures account keeps its positions.
public enum BinancePositionMode: String, Hashable, Sendable, Codable, CaseIterable {
  /// One net position an instrument.
  case oneWay
  /// A long and a short position an instrument, side by side.
  case hedge

  /// Reads `oneWay`, `one_way`, `ONE-WAY`, `hedge` or `hedging`.
  public init?(spelling text: String) {
    switch text.lowercased().filter({ $0.isLetter }) {
    case "oneway", "netting": self = .oneWay
    case "hedge", "hedging": self = .hedge
    default: return nil
    }
  }
}
