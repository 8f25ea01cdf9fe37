/// What an execution cost one side.
struct FillResult {
  var commission = Amount.zero
  var commissionAsset = ""
  var realizedProfit = Amount.zero
}
