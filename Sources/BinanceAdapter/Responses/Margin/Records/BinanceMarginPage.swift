// <https://developers.binance.com/docs/margin_trading/borrow-and-repay>

/// A page of a margin account's history.
public struct BinanceMarginPage<Row: Hashable & Sendable>: Hashable, Sendable {
  /// The rows of this page, in the venue's order; rows that cannot be read are left out.
  public let rows: [Row]
  /// How many rows there are on all pages.
  public let total: Int

}

extension BinanceMarginPage where Row: BinanceMarginRow {
  init(_ json: JSONValue, _ notes: BinanceDecoding) throws {
    rows = try notes.list(json["rows"], of: Row.endpoint, Row.init)
    total = json["total"]?.int ?? rows.count
  }
}
