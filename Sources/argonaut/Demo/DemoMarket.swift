import BinanceAdapter
import BinanceSandbox
import TradingLive
import TradingModel

/// What a demo trades, on which products: spot and a perpetual together, or what a recording holds.
struct DemoMarket: Sendable {
  /// A product that is traded.
  struct Side: Sendable {
    let product: SandboxProduct
    let instrument: InstrumentId
    /// The venue's own symbol.
    let symbol: String
    let accountType: BinanceAccountType
    let client: String
    /// How much EmaCross buys, and the market maker quotes and holds at most.
    let crossing: Quantity
    let making: Quantity
    let limit: Quantity
  }

  /// The products in the order of the exchange's ports; never empty.
  let sides: [Side]
  /// What EmaCross and the market maker trade.
  let main: Side

  /// A market on the products that an exchange serves.
  ///
  /// - Returns: nil where it serves nothing.
  init?(_ products: [SandboxProduct]) throws {
    sides = try products.map(Self.side)
    guard let main = sides.first else { return nil }
    self.main = main
  }

  private static func side(_ product: SandboxProduct) throws -> Side {
    switch product {
    case .spot:
      Side(
        product: product, instrument: try InstrumentId("BTCUSDT.BINANCE"), symbol: "BTCUSDT", accountType: .spot,
        client: "BINANCE_SPOT", crossing: try Quantity("0.01"), making: try Quantity("0.005"),
        limit: try Quantity("0.05"))
    case .usdm:
      Side(
        product: product, instrument: try InstrumentId("BTCUSDT-PERP.BINANCE"), symbol: "BTCUSDT",
        accountType: .usdtFutures, client: "BINANCE_FUTURES", crossing: try Quantity("0.01"),
        making: try Quantity("0.005"), limit: try Quantity("0.05"))
    case .coinm:
      Side(
        product: product, instrument: try InstrumentId("BTCUSD-PERP.BINANCE"), symbol: "BTCUSD_PERP",
        accountType: .coinFutures, client: "BINANCE_COIN_FUTURES", crossing: try Quantity("5"),
        making: try Quantity("3"), limit: try Quantity("30"))
    }
  }

  /// The spot pair and the contract that are traded against each other; nil where one of them is missing.
  var basis: (spot: Side, contract: Side)? {
    guard let spot = sides.first(where: { $0.product == .spot }),
      let contract = sides.first(where: { $0.product.isFutures })
    else { return nil }
    return (spot, contract)
  }

  /// Bars of twenty trades.
  var bars: BarType {
    BarType(
      instrumentId: main.instrument, specification: BarSpecification(unchecked: 20, aggregation: .tick),
      source: .internal)
  }

  var crossing: EmaCrossConfig {
    EmaCrossConfig(instrument: main.instrument, bars: bars, fast: 3, slow: 8, tradeSize: main.crossing)
  }

  var making: SimpleMarketMakerConfig {
    SimpleMarketMakerConfig(
      instrument: main.instrument, tradeSize: main.making, halfSpread: .ticks(1), maxPosition: main.limit,
      requoteInterval: .milliseconds(500), closesOnStop: true)
  }

  /// Thresholds that the embedded market's premium crosses several times a minute.
  var carrying: BasisTradeConfig? {
    basis.map { pair in
      BasisTradeConfig(
        spot: pair.spot.instrument, contract: pair.contract.instrument, tradeSize: pair.spot.crossing,
        entryBasisPoints: WideDecimal(mantissa: 15, scale: 1), exitBasisPoints: WideDecimal(-1), pause: .seconds(2))
    }
  }

  /// Who trades what, for people.
  var description: String {
    let pair = carrying.map { ", \($0.spot) against \($0.contract) with BasisTrade" } ?? ""
    return "trading \(main.instrument) with EmaCross and SimpleMarketMaker\(pair)"
  }
}
