import TradingModel
import TradingNetwork

/// Money that a margin account borrows or repays on request, and what its record looks like at the venue.
struct BinanceLoan {
  enum Kind { case borrow, repay }

  let kind: Kind
  let amount: WideDecimal
  let asset: String
  /// The pair of an isolated account; nil is cross margin.
  let isolatedSymbol: String?

  var request: BinanceRequest<Int64> {
    switch kind {
    case .borrow: .borrow(amount, asset, isolatedSymbol: isolatedSymbol)
    case .repay: .repay(amount, asset, isolatedSymbol: isolatedSymbol)
    }
  }

  /// Asks for the records among which the loan's is, if there is one.
  func records(since start: UnixNanos) -> BinanceRequest<BinanceMarginPage<BinanceMarginLoan>> {
    let history = BinanceMarginHistory(asset: asset, isolatedSymbol: isolatedSymbol, start: start)
    switch kind {
    case .borrow: return .borrowings(history)
    case .repay: return .repayments(history)
    }
  }

  /// Whether a record can be that of the loan. What orders borrow and repay by themselves is not.
  func isTold(by record: BinanceMarginLoan, since start: UnixNanos) -> Bool {
    record.asset == asset && record.amount == amount && record.time >= start && record.type != "AUTO"
      && !record.type.hasSuffix("_AUTO_REPAY")
  }
}
