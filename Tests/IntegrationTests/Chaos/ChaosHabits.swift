import BinanceSandbox

/// How the random trader trades a product.
struct ChaosHabits: Sendable {
  /// A kind of order; each is as likely as it is often in ``orders``.
  enum OrderKind: Sendable {
    case market
    case limit
    case postOnly
    case ioc
    case stopMarket
    case stopLimit
    case marketIfTouched
    case limitIfTouched
    case trailingStop
    case reducingMarket
    case reducingLimit
    case reducingStop
    case closingStop
  }

  /// Several orders at once.
  enum ListKind: Sendable {
    case oco
    case oto
    case bracket
    case batch
  }

  /// The sizes of orders, in units of the instrument's precision times ``sizeStep``.
  let sizes: ClosedRange<Int>
  let sizeStep: Int64
  /// By how much an order is made smaller, and below what never.
  let decrement: Int64
  let leastSize: Int64
  let orders: [OrderKind]
  let lists: [ListKind]
  /// Whether orders name the long or the short position.
  var namesPositions = false

  static let spot = ChaosHabits(
    sizes: 20...90, sizeStep: 10, decrement: 50, leastSize: 100,
    orders: [
      .market, .market, .postOnly, .ioc, .stopMarket, .stopLimit, .marketIfTouched, .limit, .limit, .limit,
    ], lists: [.oco, .oto, .bracket])

  static func futures(_ product: TradedProduct) -> ChaosHabits {
    let isLinear = product.exchange == .usdm
    return ChaosHabits(
      sizes: isLinear ? 3...9 : 2...15, sizeStep: 1, decrement: 1, leastSize: isLinear ? 2 : 1,
      orders: [
        .market, .market, .market, .postOnly, .ioc, .stopMarket, .stopLimit, .marketIfTouched, .limitIfTouched,
        .trailingStop, .reducingMarket, .reducingLimit, .reducingStop, .closingStop, .limit, .limit, .limit,
      ], lists: [.batch], namesPositions: product.isHedge)
  }
}
