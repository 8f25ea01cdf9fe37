/// What the fault matrix does for a product: its rows, how its random trader trades, and what its audit forgives. A
/// product joins the matrix by a row of this table.
struct ChaosProfile: Sendable {
  let product: TradedProduct
  let faults: [ChaosFault]
  let habits: ChaosHabits
  /// Whether a change makes a second order of the venue out of one of the strategy.
  var replacesOrders = false
  /// Codes with which the venue may refuse a random trader at any time.
  let forgivenCodes: Set<Int>

  static let spot = ChaosProfile(
    product: .spot, faults: ChaosFault.spot, habits: .spot, replacesOrders: true,
    forgivenCodes: [-2010, -2011, -2013, -2021, -2022])
  static let margin = margin(.margin)
  static let isolatedMargin = margin(.isolatedMargin)
  static let usdm = futures(.usdm)
  static let usdmHedge = futures(.usdmHedge)
  static let coinm = futures(.coinm)

  static let all = [spot, margin, isolatedMargin, usdm, usdmHedge, coinm]
  static let allMargins = [margin, isolatedMargin]
  static let allFutures = [usdm, usdmHedge, coinm]

  static func named(_ name: String) -> ChaosProfile? { all.first { $0.product.name == name } }

  /// Orders borrow what they lack; what the venue lends has an end.
  private static func margin(_ product: TradedProduct) -> ChaosProfile {
    ChaosProfile(
      product: product, faults: ChaosFault.margin, habits: .spot,
      forgivenCodes: [-2010, -2011, -2013, -2021, -2022, -3006])
  }

  private static func futures(_ product: TradedProduct) -> ChaosProfile {
    ChaosProfile(
      product: product, faults: ChaosFault.futures(product), habits: .futures(product),
      forgivenCodes: [-2011, -2013, -2021, -2022, -5022, -5027])
  }
}
