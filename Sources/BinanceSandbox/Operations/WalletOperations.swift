import TradingModel

/// What clients ask of `/sapi` about the customer and its wallets beside margin.
enum WalletOperations {
  private static let signed = SignedParameters.names

  static var operations: [Operation] { standing + wallets + transfers + records }

  // MARK: The customer

  private static var standing: [Operation] {
    [
      Operation("GET /sapi/v1/account/status", weight: 1, security: .signed, signed) { (_, _) throws(VenueError) in
        Array("{\"data\":\"Normal\"}".utf8)
      },
      Operation("GET /sapi/v1/account/apiTradingStatus", weight: 1, security: .signed, signed) {
        (front, _) throws(VenueError) in
        Array(
          """
          {"data":{"isLocked":false,"plannedRecoverTime":0,"triggerCondition":{"GCR":150,"IFER":150,"UFR":300},\
          "updateTime":\(front.clock.now.milliseconds)}}
          """.utf8)
      },
      Operation("GET /sapi/v1/account/info", weight: 1, security: .signed, signed) { (_, _) throws(VenueError) in
        Array(
          """
          {"vipLevel":0,"isMarginEnabled":true,"isFutureEnabled":true,"isOptionsEnabled":false,\
          "isPortfolioMarginRetailEnabled":false}
          """.utf8)
      },
    ]
  }

  // MARK: Wallets

  private static var wallets: [Operation] {
    [
      Operation(
        "POST /sapi/v3/asset/getUserAsset", weight: 5, security: .signed, ["asset", "needBtcValuation"] + signed,
        run: assets),
      // The funding wallet is empty: nothing comes into it here.
      constant("POST /sapi/v1/asset/get-funding-asset", "[]", ["asset", "needBtcValuation"]),
      Operation(
        "GET /sapi/v1/asset/wallet/balance", weight: 60, security: .signed, ["quoteAsset"] + signed, run: balances),
    ]
  }

  private static func assets(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let wallet = try call.owner().wallet(.spot)
    let wanted = try call.parameters.text("asset")
    let isValued = try call.parameters.flag("needBtcValuation") ?? false
    let desk = front.exchange.margin
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for asset in wallet.assets.sorted() where wallet[asset].total.isPositive && (wanted ?? asset) == asset {
          writer.object { writer in
            writer.field("asset", asset)
            writer.field("free", wallet[asset].free)
            writer.field("locked", wallet[asset].locked)
            for name in ["freeze", "withdrawing", "ipoable"] {
              writer.key(text: name)
              writer.value(Amount.zero)
            }
            let value = isValued ? desk.value(wallet[asset].total, of: asset) ?? .zero : .zero
            writer.field("btcValuation", desk.inBTC(value))
          }
        }
      }
    }
  }

  private static func balances(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    let desk = front.exchange.margin
    let quote = try call.parameters.text("quoteAsset") ?? "BTC"
    func worth(_ wallet: Wallet) -> Amount {
      wallet.assets.reduce(Amount.zero) { $0 + (desk.value(wallet[$1].total, of: $1) ?? .zero) }
    }
    func net(_ account: MarginAccount) -> Amount {
      let (assets, debts) = desk.totals(account)
      return assets - debts
    }
    let rows: [(name: String, worth: Amount)] = [
      ("Spot", worth(owner.wallet(.spot))), ("Funding", .zero), ("Cross Margin", net(desk.cross(owner))),
      ("Isolated Margin", desk.isolated(owner).reduce(Amount.zero) { $0 + net($1) }),
      ("USDⓈ-M Futures", worth(owner.wallet(.usdm))), ("COIN-M Futures", worth(owner.wallet(.coinm))),
    ]
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for row in rows {
          writer.object { writer in
            writer.field("activate", true)
            writer.field("balance", desk.inAsset(row.worth, quote))
            writer.field("walletName", row.name)
          }
        }
      }
    }
  }

  // MARK: Transfers

  /// The directions in which futures transfers of the old kind go, by their number.
  private static let directions: [Int64: (from: MarginPlace, to: MarginPlace)] = [
    1: (.main, .usdm), 2: (.usdm, .main), 3: (.main, .coinm), 4: (.coinm, .main),
  ]

  private static var transfers: [Operation] {
    [
      Operation(
        "POST /sapi/v1/futures/transfer", weight: 1, security: .signed, ["asset", "amount", "type"] + signed
      ) { (front, call) throws(VenueError) in
        let asset = try call.parameters.mandatoryText("asset")
        let amount = try MarginAccountOperations.amount(call)
        guard let direction = directions[try call.parameters.mandatoryInteger("type")] else { throw .invalid("type") }
        let id = try front.exchange.margin.transfer(
          amount, asset, of: try call.owner(), from: direction.from, to: direction.to)
        return Array("{\"tranId\":\(id)}".utf8)
      },
      Operation(
        "GET /sapi/v1/futures/transfer", weight: 10, security: .signed,
        ["asset", "startTime", "endTime", "current", "size"] + signed, run: futuresTransfers),
    ]
  }

  private static func futuresTransfers(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    let asset = try call.parameters.text("asset")
    var found: [(type: Int64, transfer: UniversalTransfer)] = []
    for transfer in front.exchange.margin.universalTransfers.reversed()
    where transfer.owner === owner && (asset == nil || transfer.asset == asset) {
      let words = (transfer.from.transferWord, transfer.to.transferWord)
      let type = directions.first { ($0.value.from.transferWord, $0.value.to.transferWord) == words }?.key
      if let type { found.append((type, transfer)) }
    }
    let period = try MarginPeriod(call, .transfers, at: front.clock.now)
    let (rows, total) = try MarginRecordOperations.slice(found, call, in: period) { $0.transfer.time.milliseconds }
    return MarginPayloads.rows(rows, total: total) { row, writer in
      writer.field("asset", row.transfer.asset)
      writer.field("tranId", row.transfer.id)
      writer.field("amount", row.transfer.amount)
      writer.field("type", String(row.type))
      writer.field("timestamp", row.transfer.time.milliseconds)
      writer.field("status", "CONFIRMED")
    }
  }

  // MARK: Records

  /// Money neither comes from a chain nor goes to one here: their records are empty.
  private static var records: [Operation] {
    let range = [
      "coin", "status", "startTime", "endTime", "offset", "limit", "txId", "withdrawOrderId", "includeSource",
    ]
    return [
      constant("GET /sapi/v1/capital/deposit/hisrec", "[]", range),
      constant("GET /sapi/v1/capital/withdraw/history", "[]", range + ["idList"], weight: 18_000).byAccount,
      constant(
        "GET /sapi/v1/asset/assetDividend", "{\"rows\":[],\"total\":0}", ["asset", "startTime", "endTime", "limit"],
        weight: 10),
      constant(
        "GET /sapi/v1/asset/dribblet", "{\"total\":0,\"userAssetDribblets\":[]}",
        ["accountType", "startTime", "endTime"]),
    ]
  }

  private static func constant(
    _ route: String, _ answer: String, _ parameters: [String], weight: Int = 1
  ) -> Operation {
    Operation(route, weight: weight, security: .signed, parameters + signed) { (_, _) throws(VenueError) in
      Array(answer.utf8)
    }
  }
}
