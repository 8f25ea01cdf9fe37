public import TradingModel

// <https://developers.binance.com/docs/margin_trading/account>

/// What a margin account has and owes of one asset.
public struct BinanceMarginAsset: Hashable, Sendable {
  public let asset: String
  public let free: WideDecimal
  public let locked: WideDecimal
  /// What was borrowed, without interest.
  public let borrowed: WideDecimal
  /// The interest that is owed.
  public let interest: WideDecimal
  /// What is held less what is owed.
  public let netAsset: WideDecimal

  init(_ json: JSONValue) throws {
    asset = try json.text("asset")
    free = try json.decimal("free")
    locked = try json.decimal("locked")
    borrowed = try json.decimal("borrowed")
    interest = try json.decimal("interest")
    netAsset = try json.decimal("netAsset")
  }

  /// Everything that is owed.
  public var debt: WideDecimal { (try? borrowed.adding(interest)) ?? borrowed }
}

/// The cross margin account.
public struct BinanceMarginAccount: Hashable, Sendable {
  /// Assets divided by debts; 999 without debts.
  public let marginLevel: WideDecimal
  public let totalAssetOfBtc: WideDecimal
  public let totalLiabilityOfBtc: WideDecimal
  public let totalNetAssetOfBtc: WideDecimal
  public let borrowEnabled: Bool
  public let tradeEnabled: Bool
  public let transferInEnabled: Bool
  public let transferOutEnabled: Bool
  public let assets: [BinanceMarginAsset]

  init(_ json: JSONValue, _ notes: BinanceDecoding) throws {
    marginLevel = try json.decimal("marginLevel")
    totalAssetOfBtc = try json.decimal("totalAssetOfBtc")
    totalLiabilityOfBtc = try json.decimal("totalLiabilityOfBtc")
    totalNetAssetOfBtc = try json.decimal("totalNetAssetOfBtc")
    borrowEnabled = json["borrowEnabled"]?.bool ?? true
    tradeEnabled = json["tradeEnabled"]?.bool ?? true
    transferInEnabled = json["transferInEnabled"]?.bool ?? true
    transferOutEnabled = json["transferOutEnabled"]?.bool ?? true
    assets = try notes.list(json["userAssets"], of: "userAssets", BinanceMarginAsset.init)
  }
}

/// The margin account of one isolated pair.
public struct BinanceIsolatedPair: Hashable, Sendable {
  public let symbol: String
  public let base: BinanceMarginAsset
  public let quote: BinanceMarginAsset
  public let isEnabled: Bool
  public let tradeEnabled: Bool
  /// Assets divided by debts; 999 without debts.
  public let marginLevel: WideDecimal
  /// `EXCESSIVE`, `NORMAL`, `MARGIN_CALL`, `PRE_LIQUIDATION`, `FORCE_LIQUIDATION`.
  public let marginLevelStatus: String
  public let indexPrice: WideDecimal?
  /// The price at which the account is liquidated; zero where there is none.
  public let liquidatePrice: WideDecimal

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    guard let base = json["baseAsset"], let quote = json["quoteAsset"] else {
      throw BinanceDecodingError(field: "baseAsset")
    }
    self.base = try BinanceMarginAsset(base)
    self.quote = try BinanceMarginAsset(quote)
    isEnabled = json["enabled"]?.bool ?? true
    tradeEnabled = json["tradeEnabled"]?.bool ?? true
    marginLevel = try json.decimal("marginLevel")
    marginLevelStatus = json["marginLevelStatus"]?.text ?? ""
    indexPrice = json["indexPrice"]?.decimal
    liquidatePrice = json["liquidatePrice"]?.decimal ?? .zero
  }
}

/// How many isolated pairs are enabled and may be.
public struct BinanceIsolatedLimit: Hashable, Sendable {
  public let enabled: Int
  public let maximum: Int

  init(_ json: JSONValue) throws {
    enabled = Int(try json.int64("enabledAccount"))
    maximum = Int(try json.int64("maxAccount"))
  }
}

/// How much of an asset may be borrowed now.
public struct BinanceMaxBorrowable: Hashable, Sendable {
  public let amount: WideDecimal
  /// The most that the account may owe of the asset.
  public let borrowLimit: WideDecimal?

  init(_ json: JSONValue) throws {
    amount = try json.decimal("amount")
    borrowLimit = json["borrowLimit"]?.decimal
  }
}

/// The bounds of the cross margin level.
public struct BinanceMarginBars: Hashable, Sendable {
  public let normal: WideDecimal
  public let marginCall: WideDecimal
  public let forceLiquidation: WideDecimal

  init(_ json: JSONValue) throws {
    normal = try json.decimal("normalBar")
    marginCall = try json.decimal("marginCallBar")
    forceLiquidation = try json.decimal("forceLiquidationBar")
  }
}

/// A token by which a margin account's events are subscribed.
public struct BinanceListenToken: Hashable, Sendable {
  public let token: SecretText
  public let expires: UnixNanos

  init(_ json: JSONValue) throws {
    token = SecretText(try json.text("token"))
    expires = try Self.time(json)
  }

  /// A moment that the venue gives in milliseconds here and in microseconds there.
  static func time(_ json: JSONValue) throws -> UnixNanos {
    let value = try json.int64("expirationTime")
    return value >= 100_000_000_000_000 ? UnixNanos(microseconds: value) : UnixNanos(milliseconds: value)
  }
}
