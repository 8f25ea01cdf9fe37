import TradingModel

/// Futures balances, positions and accounts as answers tell them.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api>.
enum FuturesAccountPayloads {
  /// One asset of `balance`.
  static func balance(
    _ summary: FuturesAssetSummary, available: Amount, alias: String, product: SandboxProduct, at now: UnixNanos,
    into writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.field("accountAlias", alias)
      writer.field("asset", summary.asset)
      writer.field("balance", summary.wallet)
      if product == .coinm { writer.field("withdrawAvailable", summary.withdrawable) }
      writer.field("crossWalletBalance", summary.crossWallet)
      writer.field("crossUnPnl", summary.crossUnrealized)
      writer.field("availableBalance", available)
      if product == .usdm {
        writer.field("maxWithdrawAmount", summary.withdrawable)
        writer.field("marginAvailable", true)
      }
      writer.field("updateTime", now.milliseconds)
    }
  }

  /// One asset of `account`.
  static func asset(
    _ summary: FuturesAssetSummary, available: Amount, hasMarginFlag: Bool, at now: UnixNanos,
    into writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.field("asset", summary.asset)
      writer.field("walletBalance", summary.wallet)
      writer.field("unrealizedProfit", summary.unrealized)
      writer.field("marginBalance", summary.marginBalance)
      writer.field("maintMargin", summary.maintenanceMargin)
      writer.field("initialMargin", summary.totalInitialMargin)
      writer.field("positionInitialMargin", summary.positionInitialMargin)
      writer.field("openOrderInitialMargin", summary.openOrderInitialMargin)
      writer.field("crossWalletBalance", summary.crossWallet)
      writer.field("crossUnPnl", summary.crossUnrealized)
      writer.field("availableBalance", available)
      writer.field("maxWithdrawAmount", summary.withdrawable)
      if hasMarginFlag { writer.field("marginAvailable", true) }
      writer.field("updateTime", now.milliseconds)
    }
  }

  /// The totals of a USDⓈ-M account: of USDT alone, or in US dollars over all assets.
  static func totals(_ totals: FuturesJointTotals, withdrawable: Amount, into writer: inout JSONWriter) {
    writer.field("totalInitialMargin", totals.positionInitialMargin + totals.openOrderInitialMargin)
    writer.field("totalMaintMargin", totals.maintenanceMargin)
    writer.field("totalWalletBalance", totals.wallet)
    writer.field("totalUnrealizedProfit", totals.unrealized)
    writer.field("totalMarginBalance", totals.wallet + totals.unrealized)
    writer.field("totalPositionInitialMargin", totals.positionInitialMargin)
    writer.field("totalOpenOrderInitialMargin", totals.openOrderInitialMargin)
    writer.field("totalCrossWalletBalance", totals.crossWallet)
    writer.field("totalCrossUnPnl", totals.crossUnrealized)
    writer.field("availableBalance", totals.available)
    writer.field("maxWithdrawAmount", withdrawable)
  }

  /// One position of `account` (v1 and v2, with settings).
  static func accountPosition(
    _ position: PositionSnapshot, product: SandboxProduct, isSocketAPI: Bool, into writer: inout JSONWriter
  ) {
    let isIsolated = position.marginType == "isolated"
    let cap = LeverageBracket.cap(product, leverage: position.leverage)
    writer.object { writer in
      writer.field("symbol", position.rules.symbol)
      writer.field("initialMargin", position.initialMargin + position.openOrderInitialMargin)
      writer.field("maintMargin", position.maintenanceMargin)
      writer.field("unrealizedProfit", position.unrealized)
      writer.field("positionInitialMargin", position.initialMargin)
      writer.field("openOrderInitialMargin", position.openOrderInitialMargin)
      writer.field("leverage", String(position.leverage))
      writer.field("isolated", isIsolated)
      writer.field("entryPrice", position.entryPrice)
      writer.field("breakEvenPrice", position.breakEvenPrice)
      if product == .coinm {
        writer.field("maxQty", String(cap))
      } else {
        writer.field("maxNotional", String(cap))
        writer.field("bidNotional", position.openValues.bids)
        writer.field("askNotional", position.openValues.asks)
      }
      writer.field("positionSide", position.side.rawValue)
      writer.field("positionAmt", position.quantity, decimals: position.rules.quantityDecimals)
      writer.field(product == .coinm ? "notionalValue" : "notional", position.notional)
      writer.field("isolatedWallet", position.isolatedWallet)
      writer.field("updateTime", position.updatedAt.milliseconds)
    }
  }

  /// One position of `account` v3, without settings.
  static func plainPosition(_ position: PositionSnapshot, into writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("symbol", position.rules.symbol)
      writer.field("positionSide", position.side.rawValue)
      writer.field("positionAmt", position.quantity, decimals: position.rules.quantityDecimals)
      writer.field("unrealizedProfit", position.unrealized)
      writer.field("isolatedMargin", isolatedMargin(position))
      writer.field("notional", position.notional)
      writer.field("isolatedWallet", position.isolatedWallet)
      writer.field("initialMargin", position.initialMargin + position.openOrderInitialMargin)
      writer.field("maintMargin", position.maintenanceMargin)
      writer.field("updateTime", position.updatedAt.milliseconds)
    }
  }

  /// One position of `positionRisk` (v1 and v2, with settings).
  static func risk(_ position: PositionSnapshot, product: SandboxProduct, adl: Int, into writer: inout JSONWriter) {
    let cap = LeverageBracket.cap(product, leverage: position.leverage)
    writer.object { writer in
      writer.field("symbol", position.rules.symbol)
      writer.field("positionAmt", position.quantity, decimals: position.rules.quantityDecimals)
      writer.field("entryPrice", position.entryPrice)
      writer.field("breakEvenPrice", position.breakEvenPrice)
      writer.field("markPrice", markPrice(position))
      writer.field("unRealizedProfit", position.unrealized)
      writer.field("liquidationPrice", position.liquidationPrice)
      writer.field("leverage", String(position.leverage))
      writer.field(product == .coinm ? "maxQty" : "maxNotionalValue", String(cap))
      writer.field("marginType", position.marginType)
      writer.field("isolatedMargin", isolatedMargin(position))
      writer.field("isAutoAddMargin", position.isAutoAdd ? "true" : "false")
      writer.field("positionSide", position.side.rawValue)
      writer.field(product == .coinm ? "notionalValue" : "notional", position.notional)
      writer.field("isolatedWallet", position.isolatedWallet)
      writer.field("updateTime", position.updatedAt.milliseconds)
      if product == .usdm {
        writer.field("isolated", position.marginType == "isolated")
        writer.field("adlQuantile", adl)
      }
    }
  }

  /// One position of `positionRisk` v3, without settings.
  static func plainRisk(_ position: PositionSnapshot, adl: Int, into writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("symbol", position.rules.symbol)
      writer.field("positionSide", position.side.rawValue)
      writer.field("positionAmt", position.quantity, decimals: position.rules.quantityDecimals)
      writer.field("entryPrice", position.entryPrice)
      writer.field("breakEvenPrice", position.breakEvenPrice)
      writer.field("markPrice", markPrice(position))
      writer.field("unRealizedProfit", position.unrealized)
      writer.field("liquidationPrice", position.liquidationPrice)
      writer.field("isolatedMargin", isolatedMargin(position))
      writer.field("notional", position.notional)
      writer.field("marginAsset", position.rules.marginAsset)
      writer.field("isolatedWallet", position.isolatedWallet)
      writer.field("initialMargin", position.initialMargin + position.openOrderInitialMargin)
      writer.field("maintMargin", position.maintenanceMargin)
      writer.field("positionInitialMargin", position.initialMargin)
      writer.field("openOrderInitialMargin", position.openOrderInitialMargin)
      writer.field("adl", adl)
      writer.field("bidNotional", position.openValues.bids)
      writer.field("askNotional", position.openValues.asks)
      writer.field("updateTime", position.updatedAt.milliseconds)
    }
  }

  private static func isolatedMargin(_ position: PositionSnapshot) -> Amount {
    position.marginType == "isolated" ? position.isolatedWallet + position.unrealized : .zero
  }

  private static func markPrice(_ position: PositionSnapshot) -> Amount {
    position.rules.eightDecimals(position.markPrice)
  }
}

extension LeverageBracket {
  /// The largest value of a position at a leverage.
  static func cap(_ product: SandboxProduct, leverage: Int) -> Int64 {
    table(product).last { $0.leverage >= leverage }?.cap ?? 0
  }
}
