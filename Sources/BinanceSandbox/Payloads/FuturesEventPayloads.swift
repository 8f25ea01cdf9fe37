import TradingModel

/// User events of the futures exchanges.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams>.
enum FuturesEventPayloads {
  /// The fields that every event begins with.
  private static func event(
    _ name: String, at now: UnixNanos, transaction: UnixNanos?, alias: String? = nil,
    _ body: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    JSONWriter.object(capacity: 720) { writer in
      writer.field("e", name)
      writer.field("E", now.milliseconds)
      if let transaction { writer.field("T", transaction.milliseconds) }
      if let alias { writer.field("i", alias) }
      body(&writer)
    }
  }

  /// COIN-M events name the account.
  private static func alias(_ account: SandboxAccount, _ product: SandboxProduct) -> String? {
    product == .coinm ? FuturesAccountOperations.alias(account) : nil
  }

  // MARK: Orders

  /// `ORDER_TRADE_UPDATE`.
  ///
  /// - Parameter open: the values that the account's open orders on the symbol bid and ask.
  static func orderTradeUpdate(
    _ report: ExecutionReport, product: SandboxProduct, open: (bids: Amount, asks: Amount)
  ) -> [UInt8] {
    let order = report.order
    return event(
      "ORDER_TRADE_UPDATE", at: report.time, transaction: report.time, alias: alias(order.account, product)
    ) { writer in
      writer.key("o")
      writer.object { orderFields(report, product, open, &$0) }
    }
  }

  private static func orderFields(
    _ report: ExecutionReport, _ product: SandboxProduct, _ open: (bids: Amount, asks: Amount),
    _ writer: inout JSONWriter
  ) {
    let order = report.order
    let rules = order.rules
    writer.field("s", rules.symbol)
    writer.field("c", order.clientOrderId)
    writer.field("S", order.side.rawValue)
    writer.field("o", order.type.rawValue)
    writer.field("f", order.timeInForce.rawValue)
    writer.short("q", report.quantity, decimals: rules.quantityDecimals)
    writer.bare("p", report.price, decimals: rules.priceDecimals)
    writer.bare("ap", order.averagePrice(decimals: rules.averageDecimals), decimals: rules.averageDecimals)
    writer.bare("sp", order.stopPrice, decimals: rules.priceDecimals)
    writer.field("x", report.type.futuresName)
    writer.field("X", report.status.rawValue)
    writer.field("i", order.id)
    if report.type == .amendment, let id = order.modifyId { writer.field("M", String(id)) }
    writer.short("l", report.lastQuantity, decimals: rules.quantityDecimals)
    writer.short("z", report.executed, decimals: rules.quantityDecimals)
    writer.bare("L", report.lastPrice, decimals: rules.priceDecimals)
    if product == .coinm { writer.field("ma", rules.marginAsset) }
    writer.bare("n", report.commission)
    writer.field("N", report.commissionAsset ?? rules.marginAsset)
    writer.field("T", report.time.milliseconds)
    writer.field("t", max(0, report.tradeId))
    writer.short("b", open.bids)
    writer.short("a", open.asks)
    writer.field("m", report.isMaker)
    writer.field("R", order.reduceOnly)
    writer.field("wt", order.workingType)
    writer.field("ot", (order.originalType ?? order.type).rawValue)
    writer.field("ps", order.positionSide.rawValue)
    writer.field("cp", order.closePosition)
    if let trailing = order.algoOrder?.draft, trailing.type == .trailingStopMarket {
      writer.field("AP", trailing.activationText)
      writer.field("cr", trailing.callbackText)
    }
    writer.field("pP", order.priceProtect)
    writer.field("si", 0)
    writer.field("ss", 0)
    writer.bare("rp", report.realizedProfit)
    writer.field("V", order.selfTradePrevention.rawValue)
    writer.field("pm", order.priceMatch)
    if product == .usdm { writer.field("gtd", order.goodTillDate) }
    writer.field("er", String(report.status.isFinal ? order.expiryReason?.futuresCode ?? 0 : 0))
  }

  /// `TRADE_LITE`: executions alone, told before everything else (USDⓈ-M).
  static func tradeLite(_ report: ExecutionReport) -> [UInt8] {
    let order = report.order
    let rules = order.rules
    return event("TRADE_LITE", at: report.time, transaction: report.time) { writer in
      writer.field("s", rules.symbol)
      writer.field("q", report.quantity, decimals: rules.quantityDecimals)
      writer.field("p", report.price, decimals: rules.priceDecimals)
      writer.field("m", report.isMaker)
      writer.field("c", order.clientOrderId)
      writer.field("S", order.side.rawValue)
      writer.field("L", report.lastPrice, decimals: rules.priceDecimals)
      writer.field("l", report.lastQuantity, decimals: rules.quantityDecimals)
      writer.field("t", report.tradeId)
      writer.field("i", order.id)
    }
  }

  /// `ALGO_UPDATE`.
  static func algoUpdate(_ order: AlgoOrder, at now: UnixNanos) -> [UInt8] {
    let draft = order.draft
    let rules = order.rules
    return event("ALGO_UPDATE", at: now, transaction: order.updatedAt) { writer in
      writer.key("o")
      writer.object { writer in
        writer.field("caid", order.clientId)
        writer.field("aid", order.id)
        writer.field("at", "CONDITIONAL")
        writer.field("o", draft.type.rawValue)
        writer.field("s", rules.symbol)
        writer.field("S", draft.side.rawValue)
        writer.field("ps", draft.positionSide.rawValue)
        writer.field("f", draft.timeInForceText)
        writer.short("q", draft.quantity, decimals: rules.quantityDecimals)
        writer.field("X", order.status.rawValue)
        writer.field("ai", order.actual.map { String($0.id) } ?? "")
        if let actual = order.actual {
          let decimals = rules.averageDecimals
          writer.bare("ap", actual.averagePrice(decimals: decimals), decimals: decimals)
          writer.short("aq", actual.executed, decimals: rules.quantityDecimals)
          writer.field("act", actual.type.rawValue)
        }
        writer.short("tp", order.triggerPrice, decimals: rules.priceDecimals)
        writer.short("p", draft.price, decimals: rules.priceDecimals)
        writer.field("V", draft.selfTradePrevention.rawValue)
        writer.field("wt", draft.workingType)
        writer.field("pm", draft.priceMatch)
        writer.field("cp", draft.closePosition)
        writer.field("pP", draft.priceProtect)
        writer.field("R", draft.reduceOnly)
        writer.field("tt", order.triggeredAt?.milliseconds ?? 0)
        writer.field("gtd", draft.goodTillDate)
        if !order.reason.isEmpty { writer.field("rm", order.reason) }
        writer.field("ia", order.isActive)
      }
    }
  }

  // MARK: Accounts

  /// `ACCOUNT_UPDATE`.
  static func accountUpdate(_ update: AccountUpdate, product: SandboxProduct) -> [UInt8] {
    event(
      "ACCOUNT_UPDATE", at: update.time, transaction: update.time, alias: alias(update.account, product)
    ) { writer in
      writer.key("a")
      writer.object { writer in
        writer.field("m", update.reason)
        if let symbol = update.fundingSymbol { writer.field("S", symbol) }
        writer.key("B")
        writer.array { writer in
          for asset in update.assets {
            writer.object { writer in
              writer.field("a", asset.asset)
              writer.bare("wb", asset.free)
              writer.bare("cw", asset.crossWallet)
              writer.bare("bc", asset.change)
            }
          }
        }
        writer.key("P")
        writer.array { writer in
          for position in update.positions { self.position(position, &writer) }
        }
      }
    }
  }

  private static func position(_ position: PositionSnapshot, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("s", position.rules.symbol)
      writer.short("pa", position.quantity, decimals: position.rules.quantityDecimals)
      writer.short("ep", position.entryPrice)
      writer.short("bep", position.breakEvenPrice)
      writer.bare("cr", position.accumulatedRealized)
      writer.bare("up", position.unrealized)
      writer.field("mt", position.marginType)
      writer.bare("iw", position.isolatedWallet)
      writer.field("ps", position.side.rawValue)
      writer.field("ma", position.rules.marginAsset)
    }
  }

  /// `ACCOUNT_CONFIG_UPDATE` of a symbol's leverage, or of the multi-assets mode.
  static func configurationUpdate(
    _ account: SandboxAccount, symbol: String?, leverage: Int, at now: UnixNanos
  ) -> [UInt8] {
    event("ACCOUNT_CONFIG_UPDATE", at: now, transaction: now) { writer in
      if let symbol {
        writer.key("ac")
        writer.object { writer in
          writer.field("s", symbol)
          writer.field("l", leverage)
        }
      } else {
        writer.key("ai")
        writer.object { $0.field("j", account.isMultiAssets) }
      }
    }
  }

  /// `MARGIN_CALL`.
  ///
  /// - Parameter crossWallet: the cross wallet balance, where the positions are cross.
  static func marginCall(
    _ account: SandboxAccount, positions: [PositionSnapshot], crossWallet: Amount?, product: SandboxProduct,
    at now: UnixNanos
  ) -> [UInt8] {
    event("MARGIN_CALL", at: now, transaction: nil, alias: alias(account, product)) { writer in
      if let crossWallet { writer.field("cw", crossWallet) }
      writer.key("p")
      writer.array { writer in
        for position in positions {
          writer.object { writer in
            writer.field("s", position.rules.symbol)
            writer.field("ps", position.side.rawValue)
            writer.field("pa", position.quantity, decimals: position.rules.quantityDecimals)
            writer.field("mt", position.marginType == "isolated" ? "ISOLATED" : "CROSSED")
            writer.field("iw", position.isolatedWallet)
            writer.field("mp", position.markPrice, decimals: position.rules.priceDecimals)
            writer.field("up", position.unrealized)
            writer.field("mm", position.maintenanceMargin)
          }
        }
      }
    }
  }

  /// `listenKeyExpired`.
  static func listenKeyExpired(_ key: String, at now: UnixNanos) -> [UInt8] {
    event("listenKeyExpired", at: now, transaction: nil) { $0.field("listenKey", key) }
  }
}

extension ExecutionType {
  /// What futures call it: prevented matches and rejections look like expiries there.
  var futuresName: String {
    switch self {
    case .tradePrevention, .rejected: ExecutionType.expired.rawValue
    case .replaced: ExecutionType.amendment.rawValue
    default: rawValue
    }
  }
}
