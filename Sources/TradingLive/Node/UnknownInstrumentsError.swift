public import TradingModel

/// Instruments that a node cannot do without, and that none of its clients has.
public struct UnknownInstrumentsError: Error, Hashable, Sendable, CustomStringConvertible {
  public let instruments: [InstrumentId]

  public init(_ instruments: [InstrumentId]) { self.instruments = instruments }

  public var description: String {
    let names = instruments.map(\.text).joined(separator: ", ")
    return
      "unknown instrument \(names): no client has it; check the symbol (perpetuals end in -PERP), the venue and the "
      + "clients' account types"
  }
}
