/// The side of a position in hedge mode; `BOTH` in one-way mode.
enum PositionSide: String, Sendable {
  case both = "BOTH"
  case long = "LONG"
  case short = "SHORT"
}
