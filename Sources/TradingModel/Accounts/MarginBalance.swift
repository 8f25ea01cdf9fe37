/// The margin that an account holds for an instrument, or for the whole account in one currency.
public struct MarginBalance: Hashable, Sendable, Codable {
  /// `nil` when the margin is the account's as a whole (cross margin).
  public var instrumentId: InstrumentId?
  /// What it takes to open what is held, open orders included where the venue counts them; zero where it is not known.
  public var initial: Money
  /// What it takes to keep what is held: with less the venue liquidates; zero where it is not known.
  public var maintenance: Money

  /// The currency of both amounts.
  public var currency: Currency { initial.currency }

  /// Makes the margin of an instrument, or without one that of the account as a whole.
  public init(instrumentId: InstrumentId? = nil, initial: Money, maintenance: Money) {
    self.instrumentId = instrumentId
    self.initial = initial
    self.maintenance = maintenance
  }
}
