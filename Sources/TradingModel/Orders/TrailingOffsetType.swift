/// What a trailing offset is measured in.
public enum TrailingOffsetType: String, Hashable, Sendable, Codable, CaseIterable {
  /// The venue's own choice.
  case `default` = "DEFAULT"
  case price = "PRICE"
  /// Hundredths of a percent of the price.
  case basisPoints = "BASIS_POINTS"
  case ticks = "TICKS"
}
