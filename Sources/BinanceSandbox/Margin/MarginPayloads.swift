/// Margin accounts and their records as the venue tells them.
///
/// See <https://developers.binance.com/docs/margin_trading>.
enum MarginPayloads {
  /// An object that an order of spot is told with, and what margin adds to it.
  static func marked(
    _ account: MarginAccount, borrowedFor order: VenueOrder? = nil, _ body: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    var writer = JSONWriter(capacity: 720)
    body(&writer)
    var bytes = writer.bytes
    guard bytes.last == UInt8(ascii: "}") else { return bytes }
    bytes.removeLast()
    bytes += Array(",\"isIsolated\":\(account.isIsolated)".utf8)
    if let order, order.borrowed.isPositive, let asset = order.borrowedAsset {
      bytes += Array(",\"marginBuyBorrowAmount\":\"\(order.borrowed)\",\"marginBuyBorrowAsset\":\"\(asset)\"".utf8)
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  static func array(_ elements: [[UInt8]]) -> [UInt8] {
    var writer = JSONWriter(capacity: 720)
    writer.array { writer in
      for element in elements { writer.json(element) }
    }
    return writer.bytes
  }

  // MARK: Accounts

  static func cross(_ account: MarginAccount, _ desk: MarginDesk) -> [UInt8] {
    let (assets, debts) = desk.totals(account)
    var writer = JSONWriter(capacity: 720)
    writer.object { writer in
      writer.field("created", true)
      writer.field("borrowEnabled", true)
      writer.field("marginLevel", level(account, desk))
      writer.field("collateralMarginLevel", level(account, desk))
      writer.field("totalAssetOfBtc", desk.inBTC(assets))
      writer.field("totalLiabilityOfBtc", desk.inBTC(debts))
      writer.field("totalNetAssetOfBtc", desk.inBTC(assets - debts))
      writer.field("TotalCollateralValueInUSDT", assets)
      writer.field("totalOpenOrderLossInUSDT", Amount.zero)
      writer.field("tradeEnabled", account.trader.mayTrade)
      writer.field("transferInEnabled", true)
      writer.field("transferOutEnabled", true)
      writer.field("accountType", "MARGIN_1")
      writer.key("userAssets")
      writer.array { writer in
        for asset in account.assets {
          writer.object { balance(account, asset, &$0) }
        }
      }
    }
    return writer.bytes
  }

  private static func level(_ account: MarginAccount, _ desk: MarginDesk) -> String {
    FixedText.format(desk.level(account), decimals: 8)
  }

  private static func balance(_ account: MarginAccount, _ asset: String, _ writer: inout JSONWriter) {
    let held = account.wallet[asset]
    let debt = account.debt(asset)
    writer.field("asset", asset)
    writer.field("borrowed", debt.principal)
    writer.field("free", held.free)
    writer.field("interest", debt.interest)
    writer.field("locked", held.locked)
    writer.field("netAsset", account.net(asset))
  }

  static func isolated(_ accounts: [MarginAccount], _ desk: MarginDesk) -> [UInt8] {
    var assets = Amount.zero
    var debts = Amount.zero
    for account in accounts {
      let totals = desk.totals(account)
      assets += totals.assets
      debts += totals.debts
    }
    var writer = JSONWriter(capacity: 1_440)
    writer.object { writer in
      writer.key("assets")
      writer.array { writer in
        for account in accounts { isolated(account, desk, &writer) }
      }
      writer.field("totalAssetOfBtc", desk.inBTC(assets))
      writer.field("totalLiabilityOfBtc", desk.inBTC(debts))
      writer.field("totalNetAssetOfBtc", desk.inBTC(assets - debts))
    }
    return writer.bytes
  }

  private static func isolated(_ account: MarginAccount, _ desk: MarginDesk, _ writer: inout JSONWriter) {
    guard let symbol = account.symbol, let market = desk.exchange.market(symbol) else { return }
    let rules = market.rules
    writer.object { writer in
      for (name, asset) in [("baseAsset" as StaticString, rules.baseAsset), ("quoteAsset", rules.quoteAsset)] {
        writer.key(name)
        writer.object { writer in
          balance(account, asset, &writer)
          writer.field("borrowEnabled", true)
          writer.field("repayEnabled", true)
          writer.field("netAssetOfBtc", desk.inBTC(desk.value(account.net(asset), of: asset) ?? .zero))
          writer.field("totalAsset", account.wallet[asset].total)
        }
      }
      writer.field("symbol", symbol)
      writer.field("isolatedCreated", true)
      writer.field("enabled", account.isEnabled)
      writer.field("marginLevel", level(account, desk))
      writer.field("marginLevelStatus", account.level.rawValue)
      writer.field("marginRatio", "10.00000000")
      writer.field("indexPrice", market.lastPrice, decimals: rules.priceDecimals)
      writer.field("liquidatePrice", desk.liquidationPrice(account), decimals: rules.priceDecimals)
      writer.field("liquidateRate", "1.05000000")
      writer.field("tradeEnabled", account.trader.mayTrade)
    }
  }

  // MARK: Records

  /// Debts, with what they are worth.
  static func debts(_ debts: [(asset: String, debt: MarginAccount.Debt)], _ desk: MarginDesk) -> [UInt8] {
    var writer = JSONWriter(capacity: 360)
    writer.array { writer in
      for (asset, debt) in debts {
        writer.object { writer in
          writer.field("asset", asset)
          writer.field("interest", debt.interest)
          writer.field("principal", debt.principal)
          writer.field("liabilityAsset", "USDT")
          writer.field("liabilityQty", desk.value(debt.total, of: asset) ?? .zero)
        }
      }
    }
    return writer.bytes
  }

  /// `{"rows":[…],"total":n}`.
  static func rows<Row>(_ rows: [Row], total: Int, _ write: (Row, inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter(capacity: 720)
    writer.object { writer in
      writer.key("rows")
      writer.array { writer in
        for row in rows { writer.object { write(row, &$0) } }
      }
      writer.field("total", total)
    }
    return writer.bytes
  }
}
