/// The identity of a series of bars, written `ETHUSDT.BINANCE-1-MINUTE-LAST-EXTERNAL`.
public struct BarType: Hashable, Sendable {
  /// Who makes the bars.
  public enum Source: String, Hashable, Sendable {
    /// The venue.
    case external = "EXTERNAL"
    /// The data engine, from ticks.
    case `internal` = "INTERNAL"
  }

  /// The instrument whose bars they are.
  public let instrumentId: InstrumentId
  /// How the bars are cut.
  public let specification: BarSpecification
  /// Who makes the bars.
  public let source: Source

  /// Makes the identity of a series, the venue's own unless told otherwise.
  public init(instrumentId: InstrumentId, specification: BarSpecification, source: Source = .external) {
    self.instrumentId = instrumentId
    self.specification = specification
    self.source = source
  }

  /// Reads `INSTRUMENT-STEP-UNIT-PRICE-SOURCE`; the instrument's symbol may contain hyphens.
  public init(_ text: some StringProtocol) throws(IdentifierError) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 5, let step = Int(parts[parts.count - 4]),
      let aggregation = BarSpecification.Aggregation(rawValue: String(parts[parts.count - 3])),
      let priceType = BarSpecification.PriceType(rawValue: String(parts[parts.count - 2])),
      let source = Source(rawValue: String(parts[parts.count - 1])),
      let specification = try? BarSpecification(step: step, aggregation: aggregation, priceType: priceType)
    else {
      throw IdentifierError(
        kind: "bar type", text: String(text),
        expected: "INSTRUMENT-STEP-UNIT-PRICE-SOURCE, as BTCUSDT.BINANCE-1-MINUTE-LAST-EXTERNAL")
    }
    let instrument = parts[..<(parts.count - 4)].joined(separator: "-")
    self.init(instrumentId: try InstrumentId(instrument), specification: specification, source: source)
  }
}

extension BarType: CustomStringConvertible {
  /// `ETHUSDT.BINANCE-1-MINUTE-LAST-EXTERNAL`, from which the type can be read again.
  public var description: String { "\(instrumentId)-\(specification)-\(source.rawValue)" }
}
