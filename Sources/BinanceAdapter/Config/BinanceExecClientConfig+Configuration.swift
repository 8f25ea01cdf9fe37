public import TradingLive
import TradingModel

extension BinanceExecClientConfig: ExecClientConfig {}

extension BinanceExecClientConfig {
  /// Reads an execution client's part of a configuration file; an unknown key is an error that names the nearest valid
  /// one.
  public init(tree: ConfigurationTree) throws(ConfigurationError) {
    self.init(
      connection: try BinanceConnectionConfig(tree: tree), venue: Venue(try tree.name("venue") ?? "BINANCE"),
      accountId: try tree.name("accountId").map { AccountId($0) },
      instrumentProvider: try BinanceInstrumentProviderConfig(client: tree))
    useWSTrading = try tree.bool("useWSTrading") ?? useWSTrading
    useGTD = try tree.bool("useGTD") ?? useGTD
    useReduceOnly = try tree.bool("useReduceOnly") ?? useReduceOnly
    usePositionIds = try tree.bool("usePositionIds") ?? usePositionIds
    useTradeLite = try tree.bool("useTradeLite") ?? useTradeLite
    treatExpiredAsCanceled = try tree.bool("treatExpiredAsCanceled") ?? treatExpiredAsCanceled
    inferActivationPrice = try tree.bool("inferActivationPrice") ?? inferActivationPrice
    maxRetries = try tree.integer("maxRetries", atLeast: 0) ?? maxRetries
    retryDelayInitial =
      try tree.duration("retryDelayInitial", unit: .milliseconds, aliases: ["retry_delay_initial_ms"])
      ?? retryDelayInitial
    retryDelayMax =
      try tree.duration("retryDelayMax", unit: .milliseconds, aliases: ["retry_delay_max_ms"]) ?? retryDelayMax
    externalOrderClaims = try tree.instrumentIds("externalOrderClaims") ?? []
    try readAccount(tree)
    try readFutures(tree)
    try tree.finish()
    if let problem = contradiction { throw tree.error(problem.key, problem.text) }
  }

  private mutating func readAccount(_ tree: ConfigurationTree) throws(ConfigurationError) {
    if let fee = try tree.decimal("defaultTakerFee") { defaultTakerFee = fee }
    if let code = try tree.string("bnfcrCurrency") { bnfcrCurrency = Currency(code) }
    if let text = try tree.string("marginLevelFloor") {
      guard let floor = try? WideDecimal(text), floor >= .one else {
        throw tree.error("marginLevelFloor", "'\(text)' is not a number from 1")
      }
      marginLevelFloor = floor
    }
    sideEffectType = try tree.word("sideEffectType", as: BinanceSideEffectType.self)
  }

  private mutating func readFutures(_ tree: ConfigurationTree) throws(ConfigurationError) {
    for (symbol, text) in try tree.table("futuresLeverages") ?? [] {
      guard let leverage = Int(text), (1...150).contains(leverage) else {
        throw tree.error("futuresLeverages", "the leverage of \(symbol) is '\(text)'; it must be 1 to 150")
      }
      futuresLeverages[symbol] = leverage
    }
    for (symbol, text) in try tree.table("futuresMarginTypes") ?? [] {
      guard let type = BinanceMarginType(spelling: text) else {
        throw tree.error("futuresMarginTypes", "the margin type of \(symbol) is '\(text)'; valid are CROSSED, ISOLATED")
      }
      futuresMarginTypes[symbol] = type
    }
    if let text = try tree.string("positionMode") {
      guard let mode = BinancePositionMode(spelling: text) else {
        throw tree.error("positionMode", "'\(text)' is not a position mode; valid are oneWay, hedge")
      }
      positionMode = mode
    }
    if let delay = try tree.duration("countdownCancelAll", unit: .seconds) {
      guard delay == .zero || delay >= .seconds(1) else {
        throw tree.error("countdownCancelAll", "must be at least a second, or 0 for off")
      }
      countdownCancelAll = delay == .zero ? nil : delay
    }
  }

  /// Options that cannot hold together.
  private var contradiction: (key: String, text: String)? {
    let isFutures = connection.accountType.isFutures
    if !isFutures {
      if !futuresLeverages.isEmpty { return ("futuresLeverages", Self.futuresOnly) }
      if !futuresMarginTypes.isEmpty { return ("futuresMarginTypes", Self.futuresOnly) }
      if positionMode != nil { return ("positionMode", Self.futuresOnly) }
      if countdownCancelAll != nil { return ("countdownCancelAll", Self.futuresOnly) }
    }
    if sideEffectType != nil, !connection.accountType.isMargin {
      return ("sideEffectType", "is for margin accounts; set accountType: margin or isolated_margin, or remove it")
    }
    if marginLevelFloor != nil, !connection.accountType.isMargin {
      return ("marginLevelFloor", "is for margin accounts; set accountType: margin or isolated_margin, or remove it")
    }
    return nil
  }

  private static let futuresOnly =
    "is for futures accounts; set accountType: usdt_futures or coin_futures, or remove it"
}
