/// An account in US dollars, as the multi-assets mode sees it.
struct FuturesJointTotals {
  var wallet = Amount.zero
  var crossWallet = Amount.zero
  var unrealized = Amount.zero
  var crossUnrealized = Amount.zero
  /// What counts as margin, after the haircuts.
  var marginBalance = Amount.zero
  var positionInitialMargin = Amount.zero
  var openOrderInitialMargin = Amount.zero
  var crossInitialMargin = Amount.zero
  var maintenanceMargin = Amount.zero

  var initialMargin: Amount { crossInitialMargin }
  var available: Amount { max(.zero, marginBalance - crossInitialMargin) }
}
