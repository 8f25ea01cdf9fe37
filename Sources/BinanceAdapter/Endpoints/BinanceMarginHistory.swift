public import TradingModel

/// Which rows of a margin account's history are wanted.
public struct BinanceMarginHistory: Hashable, Sendable {
  /// The asset whose rows are wanted; nil is all. It is not sent for liquidations, repayments of the loans that they
  /// left open, and exchanges of small debts, which the venue cannot choose by asset.
  public var asset: String?
  /// The pair of an isolated account; nil is cross margin.
  public var isolatedSymbol: String?
  /// The earliest time of a row, `startTime`; nil leaves the beginning to the venue.
  public var start: UnixNanos?
  /// The latest time of a row, `endTime`; nil leaves the end to the venue.
  public var end: UnixNanos?
  /// The page, from 1.
  public var page: Int
  /// Rows a page, at most 100.
  public var size: Int

  /// Makes a choice of rows; by default the first page of what the venue tells of cross margin.
  public init(
    asset: String? = nil, isolatedSymbol: String? = nil, start: UnixNanos? = nil, end: UnixNanos? = nil, page: Int = 1,
    size: Int = 100
  ) {
    self.asset = asset
    self.isolatedSymbol = isolatedSymbol
    self.start = start
    self.end = end
    self.page = page
    self.size = size
  }

  /// The parameters, after those that an endpoint wants besides; the asset only where it takes one.
  func parameters(_ first: BinanceParameters, takesAsset: Bool) -> BinanceParameters {
    var parameters = first
    if takesAsset { parameters.append("asset", asset) }
    parameters.append("isolatedSymbol", isolatedSymbol)
    parameters.append("startTime", start)
    parameters.append("endTime", end)
    parameters.append("current", page)
    parameters.append("size", size)
    return parameters
  }
}
