public import TradingModel
import TradingNetwork

private let margin = "/sapi/v1/margin"

/// Which rows of a margin account's history are wanted.
public struct BinanceMarginHistory: Hashable, Sendable {
  public var asset: String?
  /// The pair of an isolated account; nil is cross margin.
  public var isolatedSymbol: String?
  public var start: UnixNanos?
  public var end: UnixNanos?
  /// The page, from 1.
  public var page: Int
  /// Rows a page, at most 100.
  public var size: Int

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

  /// The parameters, without the asset where an endpoint takes none.
  func parameters(_ first: BinanceParameters = [:], takesAsset: Bool = true) -> BinanceParameters {
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

extension BinanceRequest where Response == BinanceMarginPage<BinanceMarginLoan> {
  /// Asks what was borrowed.
  public static func borrowings(_ history: BinanceMarginHistory = BinanceMarginHistory()) -> BinanceRequest {
    records("BORROW", history)
  }

  /// Asks what was repaid.
  public static func repayments(_ history: BinanceMarginHistory = BinanceMarginHistory()) -> BinanceRequest {
    records("REPAY", history)
  }

  private static func records(_ type: String, _ history: BinanceMarginHistory) -> BinanceRequest {
    BinanceRequest(.get, margin + "/borrow-repay", history.parameters(["type": type]), security: .signed) {
      json, notes in
      try BinanceMarginPage(json, notes, of: "borrow-repay", BinanceMarginLoan.init)
    }
  }
}

extension BinanceRequest where Response == BinanceMarginPage<BinanceMarginInterest> {
  /// Asks what interest was charged.
  public static func interestHistory(_ history: BinanceMarginHistory = BinanceMarginHistory()) -> BinanceRequest {
    BinanceRequest(.get, margin + "/interestHistory", history.parameters(), security: .signed) { json, notes in
      try BinanceMarginPage(json, notes, of: "interestHistory", BinanceMarginInterest.init)
    }
  }
}

extension BinanceRequest where Response == BinanceMarginPage<BinanceForceLiquidation> {
  /// Asks for the orders by which the venue liquidated.
  public static func forceLiquidations(_ history: BinanceMarginHistory = BinanceMarginHistory()) -> BinanceRequest {
    BinanceRequest(
      .get, margin + "/forceLiquidationRec", history.parameters(takesAsset: false), security: .signed
    ) { json, notes in
      try BinanceMarginPage(json, notes, of: "forceLiquidationRec", BinanceForceLiquidation.init)
    }
  }
}

extension BinanceRequest where Response == BinanceMarginPage<BinanceMarginTransfer> {
  /// Asks what came into and left the account.
  public static func marginTransfers(_ history: BinanceMarginHistory = BinanceMarginHistory()) -> BinanceRequest {
    BinanceRequest(.get, margin + "/transfer", history.parameters(), security: .signed) { json, notes in
      try BinanceMarginPage(json, notes, of: "transfer", BinanceMarginTransfer.init)
    }
  }
}

extension BinanceRequest where Response == [BinanceSmallLiability] {
  /// Asks for the debts that are small enough to be exchanged.
  public static func smallLiabilities() -> BinanceRequest {
    BinanceRequest(.get, margin + "/exchange-small-liability", security: .signed) { json, notes in
      try notes.list(json, of: "exchange-small-liability", BinanceSmallLiability.init)
    }
  }
}
