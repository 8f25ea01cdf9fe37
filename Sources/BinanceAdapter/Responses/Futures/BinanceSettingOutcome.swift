/// What came of a setting that the venue refuses to set to what it is already.
public enum BinanceSettingOutcome: Hashable, Sendable {
  /// The venue took over the setting.
  case changed
  /// It was as wanted.
  case unchanged
}
