/// What clients ask of `/sapi` while they load: assets, margin pairs and settings.
enum SapiOperations {
  static var operations: [Operation] {
    let signed = SignedParameters.names
    return [
      Operation(
        "GET /sapi/v1/capital/config/getall", weight: 10, security: .signed, signed, run: assets),
      Operation(
        "GET /sapi/v1/margin/allPairs", weight: 1, security: .key, ["symbol"],
        run: { (front, call) throws(VenueError) in try pairs(front, call, isIsolated: false) }),
      Operation(
        "GET /sapi/v1/margin/isolated/allPairs", weight: 10, security: .key, ["symbol"] + signed,
        run: { (front, call) throws(VenueError) in try pairs(front, call, isIsolated: true) }),
      Operation(
        "GET /sapi/v1/margin/allAssets", weight: 1, security: .key, ["asset"], run: marginAssets),
      Operation(
        "GET /sapi/v1/bnbBurn", weight: 1, security: .signed, signed,
        run: { (_, call) throws(VenueError) in
          let burns = try call.owner().paysCommissionInBNB
          return Array("{\"spotBNBBurn\":\(burns),\"interestBNBBurn\":false}".utf8)
        }),
      Operation(
        "POST /sapi/v1/bnbBurn", weight: 1, security: .signed, ["spotBNBBurn", "interestBNBBurn"] + signed,
        run: { (_, call) throws(VenueError) in
          let owner = try call.owner()
          if let burns = try call.parameters.flag("spotBNBBurn") { owner.paysCommissionInBNB = burns }
          return Array("{\"spotBNBBurn\":\(owner.paysCommissionInBNB),\"interestBNBBurn\":false}".utf8)
        }),
      Operation(
        "GET /sapi/v1/system/status", weight: 1,
        run: { (_, _) throws(VenueError) in Array("{\"status\":0,\"msg\":\"normal\"}".utf8) }),
    ]
  }

  /// All assets that are traded.
  private static func names(_ front: ProductFront) -> [String] {
    Set(front.exchange.markets.flatMap { [$0.rules.baseAsset, $0.rules.quoteAsset] }).sorted()
  }

  private static func assets(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let wallet = try call.owner().wallet(.spot)
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for name in names(front) {
          writer.object { writer in
            writer.field("coin", name)
            writer.field("depositAllEnable", true)
            writer.field("free", wallet[name].free)
            writer.field("freeze", Amount.zero)
            writer.field("ipoable", Amount.zero)
            writer.field("ipoing", Amount.zero)
            writer.field("isLegalMoney", false)
            writer.field("locked", wallet[name].locked)
            writer.field("name", name)
            writer.field("networkList", strings: [])
            writer.field("storage", Amount.zero)
            writer.field("trading", true)
            writer.field("withdrawAllEnable", false)
            writer.field("withdrawing", Amount.zero)
          }
        }
      }
    }
  }

  private static func pairs(_ front: ProductFront, _ call: Call, isIsolated: Bool) throws(VenueError) -> [UInt8] {
    let symbol = try call.parameters.text("symbol")
    let markets = front.exchange.markets.filter {
      $0.rules.permissions.contains("MARGIN") && (symbol == nil || $0.symbol == symbol)
    }
    return front.render(markets, isSingle: false) { market, writer in
      writer.object { writer in
        writer.field("base", market.rules.baseAsset)
        if !isIsolated { writer.field("id", 351_637_150_141_315_840 + market.index) }
        writer.field("isBuyAllowed", true)
        writer.field("isMarginTrade", true)
        writer.field("isSellAllowed", true)
        writer.field("quote", market.rules.quoteAsset)
        writer.field("symbol", market.symbol)
      }
    }
  }

  private static func marginAssets(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let asset = try call.parameters.text("asset")
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for name in names(front) where asset == nil || name == asset {
          writer.object { writer in
            writer.field("assetFullName", name)
            writer.field("assetName", name)
            writer.field("isBorrowable", true)
            writer.field("isMortgageable", true)
            writer.field("userMinBorrow", Amount.zero)
            writer.field("userMinRepay", Amount.zero)
          }
        }
      }
    }
  }
}
