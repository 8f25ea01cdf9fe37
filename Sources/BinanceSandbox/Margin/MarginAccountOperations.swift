import TradingModel

/// Margin accounts: balances, loans, transfers, isolated pairs, streams.
enum MarginAccountOperations {
  static var operations: [Operation] { accounts + loans + streams }

  private static var accounts: [Operation] {
    [
      Operation("GET /sapi/v1/margin/account", weight: 10, security: .signed) { (front, call) throws(VenueError) in
        MarginPayloads.cross(front.exchange.margin.cross(try call.owner()), front.exchange.margin)
      },
      Operation("GET /sapi/v1/margin/isolated/account", weight: 10, security: .signed) {
        (front, call) throws(VenueError) in
        var found = front.exchange.margin.isolated(try call.owner())
        if let symbols = try call.parameters.text("symbols") {
          let wanted = symbols.split(separator: ",").map(String.init)
          guard wanted.count <= 5 else { throw VenueError(-3026, "Your input param is invalid.") }
          for symbol in wanted { _ = try front.market(symbol) }
          found = found.filter { wanted.contains($0.symbol ?? "") }
        }
        return MarginPayloads.isolated(found, front.exchange.margin)
      },
      Operation("POST /sapi/v1/margin/isolated/account", weight: 300, security: .signed) {
        (front, call) throws(VenueError) in
        let symbol = try call.parameters.mandatoryText("symbol")
        _ = try front.exchange.margin.enable(symbol, for: try call.owner())
        return Array("{\"success\":true,\"symbol\":\"\(symbol)\"}".utf8)
      }.byAccount,
      Operation("DELETE /sapi/v1/margin/isolated/account", weight: 300, security: .signed) {
        (front, call) throws(VenueError) in
        let symbol = try call.parameters.mandatoryText("symbol")
        try front.exchange.margin.disable(symbol, for: try call.owner())
        return Array("{\"success\":true,\"symbol\":\"\(symbol)\"}".utf8)
      }.byAccount,
      Operation("GET /sapi/v1/margin/isolated/accountLimit", weight: 1, security: .signed) {
        (front, call) throws(VenueError) in
        let enabled = front.exchange.margin.isolated(try call.owner()).count(where: \.isEnabled)
        return Array(
          "{\"enabledAccount\":\(enabled),\"maxAccount\":\(MarginRules.maximumIsolatedPairs)}".utf8)
      },
      Operation("GET /sapi/v1/margin/tradeCoeff", weight: 10, security: .signed) { (_, _) throws(VenueError) in
        Array("{\"normalBar\":\"1.5\",\"marginCallBar\":\"1.3\",\"forceLiquidationBar\":\"1.1\"}".utf8)
      },
      Operation("GET /sapi/v1/margin/priceIndex", weight: 10, security: .key) { (front, call) throws(VenueError) in
        let market = try call.market(in: front)
        return try json { (writer) throws(VenueError) in
          writer.object { writer in
            writer.field("calcTime", front.clock.now.milliseconds)
            writer.field("price", market.lastPrice, decimals: market.rules.priceDecimals)
            writer.field("symbol", market.symbol)
          }
        }
      },
    ]
  }

  // MARK: Loans and transfers

  static func amount(_ call: Call) throws(VenueError) -> Amount {
    let text = try call.parameters.mandatoryText("amount")
    guard let amount = Amount(text) else { throw VenueError(-1111, "Parameter 'amount' has too much precision.") }
    return amount
  }

  private static func answer(_ id: Int64) -> [UInt8] { Array("{\"tranId\":\(id)}".utf8) }

  private static var loans: [Operation] {
    [
      Operation("POST /sapi/v1/margin/borrow-repay", weight: 1_500, security: .signed) {
        (front, call) throws(VenueError) in
        let desk = front.exchange.margin
        // The venue does not guess whose debt is meant.
        guard try call.parameters.flag("isIsolated") != nil else { throw .missing("isIsolated") }
        let account = try call.marginAccount(front)
        let asset = try call.parameters.mandatoryText("asset")
        let amount = try amount(call)
        let type = try call.parameters.mandatoryText("type")
        guard type == "BORROW" || type == "REPAY" else { throw .invalid("type") }
        guard !account.hasPendingLoan(at: desk.now) else { throw .pendingTransaction }
        let id =
          try type == "BORROW" ? desk.borrow(amount, asset, for: account) : desk.repay(amount, asset, for: account)
        account.lastLoanRequest = desk.now
        front.exchange.tellBalances(reason: "MARGIN")
        return answer(id)
      }.byAccount,
      Operation("GET /sapi/v1/margin/maxBorrowable", weight: 750, security: .signed) {
        (front, call) throws(VenueError) in
        let account = try call.marginAccount(front, symbolName: "isolatedSymbol")
        let (amount, limit) = try front.exchange.margin.maximumBorrow(
          account, try call.parameters.mandatoryText("asset"))
        return Array("{\"amount\":\"\(amount)\",\"borrowLimit\":\"\(limit)\"}".utf8)
      }.byAccount,
      Operation("GET /sapi/v1/margin/maxTransferable", weight: 50, security: .signed) {
        (front, call) throws(VenueError) in
        let account = try call.marginAccount(front, symbolName: "isolatedSymbol")
        let amount = try front.exchange.margin.maximumTransfer(account, try call.parameters.mandatoryText("asset"))
        return Array("{\"amount\":\"\(amount)\"}".utf8)
      },
      Operation("POST /sapi/v1/asset/transfer", weight: 300, security: .signed) { (front, call) throws(VenueError) in
        let (from, to) = try places(call)
        return answer(
          try front.exchange.margin.transfer(
            try amount(call), try call.parameters.mandatoryText("asset"), of: try call.owner(), from: from, to: to))
      }.byAccount,
      Operation("POST /sapi/v1/margin/manual-liquidation", weight: 3_000, security: .signed) {
        (front, call) throws(VenueError) in
        let desk = front.exchange.margin
        let account: MarginAccount
        switch try call.parameters.mandatoryText("type") {
        case "MARGIN": account = desk.cross(try call.owner())
        case "ISOLATED":
          let symbol = try call.parameters.mandatoryText("symbol")
          guard let pair = desk.isolated(try call.owner(), symbol), pair.isEnabled else { throw .noMarginAccount }
          account = pair
        default: throw .invalid("type")
        }
        return MarginPayloads.debts(try desk.liquidateManually(account), desk)
      }.byAccount,
      Operation("POST /sapi/v1/margin/max-leverage", weight: 3_000, security: .signed) {
        (front, call) throws(VenueError) in
        guard let leverage = try call.parameters.integer("maxLeverage"), MarginRules.leverages.contains(leverage) else {
          throw VenueError(-3026, "Your input param is invalid.")
        }
        front.exchange.margin.cross(try call.owner()).maximumLeverage = leverage
        return Array("{\"success\":true}".utf8)
      }.byAccount,
      Operation("POST /sapi/v1/margin/exchange-small-liability", weight: 3_000, security: .signed) {
        (front, call) throws(VenueError) in
        let names = try call.parameters.mandatoryText("assetNames").split(separator: ",").map(String.init)
        try front.exchange.margin.exchangeSmallDebts(names, front.exchange.margin.cross(try call.owner()))
        return Array("{}".utf8)
      }.byAccount,
    ]
  }

  /// The wallets that a transfer's type names: `MAIN_MARGIN`, `ISOLATEDMARGIN_MARGIN`, …
  private static func places(_ call: Call) throws(VenueError) -> (from: MarginPlace, to: MarginPlace) {
    let type = try call.parameters.mandatoryText("type")
    // The venue spells isolated margin in two ways.
    if type == "MAIN_ISOLATED_MARGIN" { return (.main, .isolated(try call.parameters.mandatoryText("toSymbol"))) }
    if type == "ISOLATED_MARGIN_MAIN" { return (.isolated(try call.parameters.mandatoryText("fromSymbol")), .main) }
    guard type != "MAIN_ISOLATEDMARGIN", type != "ISOLATEDMARGIN_MAIN" else { throw .invalid("type") }
    let parts = type.split(separator: "_")
    func place(_ word: Substring, _ symbolName: String) throws(VenueError) -> MarginPlace {
      switch word {
      case "MAIN": return .main
      case "MARGIN": return .cross
      case "UMFUTURE": return .usdm
      case "CMFUTURE": return .coinm
      case "ISOLATEDMARGIN": return .isolated(try call.parameters.mandatoryText(symbolName))
      default: throw .invalid("type")
      }
    }
    guard parts.count == 2 else { throw .invalid("type") }
    return (try place(parts[0], "fromSymbol"), try place(parts[1], "toSymbol"))
  }

  // MARK: Streams

  private static var streams: [Operation] {
    [
      Operation("POST /sapi/v1/userListenToken", weight: 1, security: .key) { (front, call) throws(VenueError) in
        let account = try call.marginAccount(front)
        let longest: Int64 = 86_400_000
        let validity = try call.parameters.integer("validity") ?? longest
        guard (1...longest).contains(validity) else { throw .invalid("validity") }
        let (token, expires) = front.tokens.make(
          for: account.trader, validity: .milliseconds(validity), at: front.clock.now)
        return Array("{\"token\":\"\(token)\",\"expirationTime\":\(expires.milliseconds)}".utf8)
      }.byAccount
    ] + ["/sapi/v1/margin/listen-key", "/sapi/v2/margin/listen-key"].flatMap(riskKeys)
  }

  /// The listen key of the risk stream.
  private static func riskKeys(_ path: String) -> [Operation] {
    let isOld = path.contains("v1")
    func operation(_ route: String, _ weight: Int, _ run: @escaping Operation.Body) -> Operation {
      let made = Operation(route, weight: isOld ? weight : 1, security: .key, run: run)
      return isOld ? made.byAccount : made
    }
    return [
      operation("POST \(path)", 1) { (front, call) throws(VenueError) in
        let channel = front.exchange.margin.cross(try call.owner()).riskChannel
        let key = front.users.listenKey(of: channel, at: front.clock.now)
        front.watchListenKeys()
        return Array("{\"listenKey\":\"\(key)\"}".utf8)
      },
      operation("PUT \(path)", 1) { (front, call) throws(VenueError) in
        let channel = front.exchange.margin.cross(try call.owner()).riskChannel
        guard
          front.users.extend(try call.parameters.mandatoryText("listenKey"), of: channel, at: front.clock.now) != nil
        else { throw VenueError(-3038, "Listen key not found.") }
        front.watchListenKeys()
        return Array("{}".utf8)
      },
      operation("DELETE \(path)", 3_000) { (front, call) throws(VenueError) in
        let channel = front.exchange.margin.cross(try call.owner()).riskChannel
        guard front.users.end(try call.parameters.text("listenKey"), of: channel) else {
          throw VenueError(-3038, "Listen key not found.")
        }
        return Array("{}".utf8)
      },
    ]
  }
}
