public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// What an asset costs in cross margin, and how much of it may be owed.
public struct BinanceCrossMarginRate: Hashable, Sendable {
  public let coin: String
  public let vipLevel: Int
  public let isBorrowable: Bool
  public let mayBeTransferredIn: Bool
  /// The rate of a day.
  public let dailyInterest: WideDecimal
  public let borrowLimit: WideDecimal
  public let marginablePairs: [String]

  init(_ json: JSONValue) throws {
    coin = try json.text("coin")
    vipLevel = json["vipLevel"]?.int ?? 0
    isBorrowable = json["borrowable"]?.bool ?? false
    mayBeTransferredIn = json["transferIn"]?.bool ?? false
    dailyInterest = try json.decimal("dailyInterest")
    borrowLimit = try json.decimal("borrowLimit")
    marginablePairs = json["marginablePairs"]?.elements?.compactMap(\.text) ?? []
  }
}

/// What a pair's two assets cost in isolated margin.
public struct BinanceIsolatedMarginRate: Hashable, Sendable {
  public let symbol: String
  public let vipLevel: Int
  public let leverage: WideDecimal
  public let assets: [Asset]

  /// One of the pair's two assets.
  public struct Asset: Hashable, Sendable {
    public let coin: String
    /// The rate of a day.
    public let dailyInterest: WideDecimal
    public let borrowLimit: WideDecimal

    init(_ json: JSONValue) throws {
      coin = try json.text("coin")
      dailyInterest = try json.decimal("dailyInterest")
      borrowLimit = try json.decimal("borrowLimit")
    }
  }

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    vipLevel = json["vipLevel"]?.int ?? 0
    leverage = try json.decimal("leverage")
    assets = try (json["data"]?.elements ?? []).map(Asset.init)
  }
}

/// How much may be owed in an isolated pair at a level of leverage, and when it is liquidated.
public struct BinanceIsolatedTier: Hashable, Sendable {
  public let symbol: String
  public let tier: Int
  public let effectiveMultiple: WideDecimal
  public let initialRiskRatio: WideDecimal
  public let liquidationRiskRatio: WideDecimal
  public let baseAssetMaxBorrowable: WideDecimal
  public let quoteAssetMaxBorrowable: WideDecimal

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    tier = Int(try json.int64("tier"))
    effectiveMultiple = try json.decimal("effectiveMultiple")
    initialRiskRatio = try json.decimal("initialRiskRatio")
    liquidationRiskRatio = try json.decimal("liquidationRiskRatio")
    baseAssetMaxBorrowable = try json.decimal("baseAssetMaxBorrowable")
    quoteAssetMaxBorrowable = try json.decimal("quoteAssetMaxBorrowable")
  }
}

/// The rate at which an asset is lent: of a day in the past, or of the next hour.
public struct BinanceMarginRate: Hashable, Sendable {
  public let asset: String
  public let rate: WideDecimal
  /// When it began to apply; nil for the next hour's.
  public let time: UnixNanos?

  init(_ json: JSONValue, of name: String) throws {
    asset = try json.text("asset")
    rate = try json.decimal(name)
    time = json["timestamp"]?.milliseconds
  }
}

/// The price by which margin values a pair.
public struct BinanceMarginPriceIndex: Hashable, Sendable {
  public let symbol: String
  public let price: WideDecimal
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    price = try json.decimal("price")
    time = try json.time("calcTime")
  }
}

/// An asset of margin trading.
public struct BinanceMarginAssetInfo: Hashable, Sendable {
  public let name: String
  public let isBorrowable: Bool
  public let isMortgageable: Bool
  public let minimumBorrow: WideDecimal
  public let minimumRepay: WideDecimal

  init(_ json: JSONValue) throws {
    name = try json.text("assetName")
    isBorrowable = json["isBorrowable"]?.bool ?? false
    isMortgageable = json["isMortgageable"]?.bool ?? false
    minimumBorrow = json["userMinBorrow"]?.decimal ?? .zero
    minimumRepay = json["userMinRepay"]?.decimal ?? .zero
  }
}

/// A pair of margin trading.
public struct BinanceMarginPair: Hashable, Sendable {
  public let symbol: String
  public let base: String
  public let quote: String
  public let isMarginTrade: Bool
  public let isBuyAllowed: Bool
  public let isSellAllowed: Bool

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    base = try json.text("base")
    quote = try json.text("quote")
    isMarginTrade = json["isMarginTrade"]?.bool ?? true
    isBuyAllowed = json["isBuyAllowed"]?.bool ?? true
    isSellAllowed = json["isSellAllowed"]?.bool ?? true
  }
}

/// Assets that are counted as collateral in the same way: in bands of their worth in dollars.
public struct BinanceCollateralRatio: Hashable, Sendable {
  public let assets: [String]
  public let bands: [Band]

  /// What counts of the worth between two bounds.
  public struct Band: Hashable, Sendable {
    public let from: WideDecimal
    /// Nil is without bound.
    public let to: WideDecimal?
    public let discountRate: WideDecimal

    init(_ json: JSONValue) throws {
      from = try json.decimal("minUsdValue")
      to = json["maxUsdValue"]?.decimal
      discountRate = try json.decimal("discountRate")
    }
  }

  init(_ json: JSONValue) throws {
    assets = json["assetNames"]?.elements?.compactMap(\.text) ?? []
    bands = try (json["collaterals"]?.elements ?? []).map(Band.init)
  }
}

/// Assets and pairs that come to margin or leave it at a time.
public struct BinanceMarginSchedule: Hashable, Sendable {
  public let time: UnixNanos
  public let crossAssets: [String]
  public let isolatedSymbols: [String]

  init(_ json: JSONValue, at name: String) throws {
    time = try json.time(name)
    crossAssets = json["crossMarginAssets"]?.elements?.compactMap(\.text) ?? []
    isolatedSymbols = json["isolatedMarginSymbols"]?.elements?.compactMap(\.text) ?? []
  }
}

/// Assets with which margin accounts may do less than with others.
public struct BinanceRestrictedAssets: Hashable, Sendable {
  /// No long positions may be opened in them.
  public let noNewLongs: [String]
  /// The venue has as much of them as collateral as it takes.
  public let collateralExceeded: [String]

  init(_ json: JSONValue) throws {
    noNewLongs = json["openLongRestrictedAsset"]?.elements?.compactMap(\.text) ?? []
    collateralExceeded = json["maxCollateralExceededAsset"]?.elements?.compactMap(\.text) ?? []
  }
}
