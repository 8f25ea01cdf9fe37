/// What came of a setting that the venue refuses to set to what it is already.
public enum BinanceSettingOutcome: Hashable, Sendable {
  case changed
  /// It was as wanted.
  case unchanged
}
