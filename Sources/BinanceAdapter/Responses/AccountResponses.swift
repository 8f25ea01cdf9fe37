public import TradingModel

/// A spot account.
public struct BinanceSpotAccount: Hashable, Sendable {
  /// What the account has of one asset.
  public struct Balance: Hashable, Sendable {
    public let asset: String
    public let free: WideDecimal
    public let locked: WideDecimal

    init(_ json: JSONValue) throws {
      asset = try json.text("asset")
      free = try json.decimal("free")
      locked = try json.decimal("locked")
    }
  }

  public let canTrade: Bool
  public let canWithdraw: Bool
  public let makerCommission: WideDecimal?
  public let takerCommission: WideDecimal?
  public let permissions: [String]
  public let balances: [Balance]
  public let updateTime: UnixNanos?

  init(_ json: JSONValue, _ notes: BinanceDecoding) throws {
    canTrade = try json.bool("canTrade")
    canWithdraw = json["canWithdraw"]?.bool ?? false
    makerCommission = json["commissionRates"]?["maker"]?.decimal
    takerCommission = json["commissionRates"]?["taker"]?.decimal
    permissions = json["permissions"]?.elements?.compactMap(\.text) ?? []
    balances = try notes.list(json["balances"], of: "balances", Balance.init)
    updateTime = json["updateTime"]?.milliseconds
  }
}

/// A futures account.
public struct BinanceFuturesAccount: Hashable, Sendable {
  /// What the account has of one asset.
  public struct Asset: Hashable, Sendable {
    public let asset: String
    public let walletBalance: WideDecimal
    public let unrealizedProfit: WideDecimal
    public let availableBalance: WideDecimal
    /// Of the wallet, what is not tied to isolated positions.
    public let crossWalletBalance: WideDecimal?
    public let initialMargin: WideDecimal
    public let maintMargin: WideDecimal
    public let updateTime: UnixNanos?

    init(_ json: JSONValue) throws {
      asset = try json.text("asset")
      walletBalance = try json.decimal("walletBalance")
      unrealizedProfit = json["unrealizedProfit"]?.decimal ?? .zero
      availableBalance = json["availableBalance"]?.decimal ?? walletBalance
      crossWalletBalance = json["crossWalletBalance"]?.decimal
      initialMargin = json["initialMargin"]?.decimal ?? .zero
      maintMargin = json["maintMargin"]?.decimal ?? .zero
      updateTime = json["updateTime"]?.milliseconds
    }
  }

  /// Absent in the newest form of the answer.
  public let canTrade: Bool?
  /// The VIP level, from which the fees follow; absent in the newest form of the answer.
  public let feeTier: Int?
  public let assets: [Asset]
  /// The positions that the account tells of: with an amount or open orders in the newest form, all symbols in older ones.
  public let positions: [BinanceFuturesPosition]
  /// Whether all assets margin all positions; absent in most forms of the answer.
  public let isMultiAssets: Bool?

  init(_ json: JSONValue, _ notes: BinanceDecoding) throws {
    canTrade = json["canTrade"]?.bool
    feeTier = json["feeTier"]?.int
    assets = try notes.list(json["assets"], of: "assets", Asset.init)
    positions =
      json["positions"] == nil
      ? [] : try notes.list(json["positions"], of: "positions", BinanceFuturesPosition.init)
    isMultiAssets = json["multiAssetsMargin"]?.bool
  }
}

/// What the account pays for trades in a symbol.
public struct BinanceCommissionRate: Hashable, Sendable {
  public let symbol: String
  public let maker: WideDecimal
  public let taker: WideDecimal

  public init(symbol: String, maker: WideDecimal, taker: WideDecimal) {
    self.symbol = symbol
    self.maker = maker
    self.taker = taker
  }
}

/// What an API key may do.
public struct BinanceApiRestrictions: Hashable, Sendable {
  public let ipRestrict: Bool
  public let enableReading: Bool
  public let enableSpotAndMarginTrading: Bool
  public let enableMargin: Bool
  public let enableFutures: Bool
  public let enableWithdrawals: Bool
  public let createTime: UnixNanos?
  /// When trading permission ends, where it does.
  public let tradingAuthorityExpirationTime: UnixNanos?

  init(_ json: JSONValue) throws {
    ipRestrict = json["ipRestrict"]?.bool ?? false
    enableReading = try json.bool("enableReading")
    enableSpotAndMarginTrading = json["enableSpotAndMarginTrading"]?.bool ?? false
    enableMargin = json["enableMargin"]?.bool ?? false
    enableFutures = json["enableFutures"]?.bool ?? false
    enableWithdrawals = json["enableWithdrawals"]?.bool ?? false
    createTime = json["createTime"]?.milliseconds
    tradingAuthorityExpirationTime = json["tradingAuthorityExpirationTime"]?.milliseconds
  }
}

/// How many unfilled orders the account has in an interval, and may have.
public struct BinanceOrderRateLimit: Hashable, Sendable {
  /// `SECOND`, `MINUTE`, `DAY`.
  public let interval: String
  public let intervalCount: Int
  public let limit: Int
  public let count: Int?

  init(_ json: JSONValue) throws {
    interval = try json.text("interval")
    intervalCount = Int(try json.int64("intervalNum"))
    limit = Int(try json.int64("limit"))
    count = json["count"]?.int
  }
}
