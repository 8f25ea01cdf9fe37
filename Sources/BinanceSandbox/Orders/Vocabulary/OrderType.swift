enum OrderType: String, Sendable {
  case limit = "LIMIT"
  case market = "MARKET"
  case limitMaker = "LIMIT_MAKER"
  case stopLoss = "STOP_LOSS"
  case stopLossLimit = "STOP_LOSS_LIMIT"
  case takeProfit = "TAKE_PROFIT"
  case takeProfitLimit = "TAKE_PROFIT_LIMIT"
  case stop = "STOP"
  case stopMarket = "STOP_MARKET"
  case takeProfitMarket = "TAKE_PROFIT_MARKET"
  case trailingStopMarket = "TRAILING_STOP_MARKET"
  case liquidation = "LIQUIDATION"
}
