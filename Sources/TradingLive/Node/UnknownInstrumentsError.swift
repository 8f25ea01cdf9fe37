public import TradingModel

/// Instruments that a node cannot do without, and that none of its clients has.
public struct UnknownInstrumentsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The instruments, sorted by identifier; of a group of which one would do, all.
  public let instruments: [InstrumentId]

  /// Makes the error about these instruments.
  public init(_ instruments: [InstrumentId]) { self.instruments = instruments }

  /// One line that names the instruments and what to check.
  public var description: String {
    let names = instruments.map(\.text).joined(separator: ", ")
    return
      "unknown instrument \(names): no client has it; check the symbol (perpetuals end in -PERP), the venue and the "
      + "clients' account types"
  }
}
