public import TradingModel

/// What leverage a position of a notional may have, and what maintenance margin it needs.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api>.
public struct BinanceLeverageBracket: Hashable, Sendable {
  /// The venue's number of the bracket, 1 for the smallest notionals; 0 where it leaves it out.
  public let bracket: Int
  /// The highest leverage that a position of such a notional may have.
  public let initialLeverage: Int
  /// In quote currency, or in base currency on COIN-M.
  public let notionalFloor: WideDecimal
  /// Where the bracket ends, in the unit of ``notionalFloor``.
  public let notionalCap: WideDecimal
  /// As a fraction of the notional.
  public let maintMarginRatio: WideDecimal
  /// What is taken off the maintenance margin, so that it grows without steps.
  public let cumulative: WideDecimal

  init(_ json: JSONValue) throws {
    bracket = json["bracket"]?.int ?? 0
    guard let leverage = json["initialLeverage"]?.int else { throw BinanceDecodingError(field: "initialLeverage") }
    initialLeverage = leverage
    // COIN-M documents `qtyFloor` and sends `qtylFloor`.
    notionalFloor = (json["notionalFloor"] ?? json["qtyFloor"] ?? json["qtylFloor"])?.decimal ?? .zero
    notionalCap = try (json["notionalCap"] ?? json["qtyCap"])?.decimal ?? json.decimal("notionalCap")
    maintMarginRatio = try json.decimal("maintMarginRatio")
    cumulative = json["cum"]?.decimal ?? .zero
  }

  /// The maintenance margin of a notional: its share less what the lower brackets save.
  public func maintenanceMargin(notional: WideDecimal) throws(DecimalError) -> WideDecimal {
    try notional.multiplied(by: maintMarginRatio).subtracting(cumulative)
  }
}
