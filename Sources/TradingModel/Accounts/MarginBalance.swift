/// The margin that an account holds for an instrument, or for the whole account in one currency.
public struct MarginBalance: Hashable, Sendable, Codable {
  /// `nil` when the margin is the account's as a whole (cross margin).
  public var instrumentId: InstrumentId?
  public var initial: Money
  public var maintenance: Money

  public var currency: Currency { initial.currency }

  public init(instrumentId: InstrumentId? = nil, initial: Money, maintenance: Money) {
    self.instrumentId = instrumentId
    self.initial = initial
    self.maintenance = maintenance
  }
}
