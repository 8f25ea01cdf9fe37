/// A leverage bracket: up to a notional, the largest leverage and the maintenance rate (units of 10^-4).
struct LeverageBracket {
  let number: Int
  let leverage: Int
  let cap: Int64
  let floor: Int64
  let maintenanceRate: Int64

  /// The venue's table in essence: quote units on USDⓈ-M, coins on COIN-M.
  static func table(_ product: SandboxProduct) -> [LeverageBracket] {
    let caps: [Int64] =
      product == .coinm
      ? [5, 10, 20, 50, 100, 200, 400, 1_000, 1_500]
      : [300_000, 800_000, 3_000_000, 12_000_000, 70_000_000, 100_000_000, 230_000_000, 480_000_000, 600_000_000]
    let leverages = [125, 100, 75, 50, 25, 20, 10, 5, 4]
    let rates: [Int64] = [40, 50, 65, 100, 200, 250, 500, 1_000, 1_250]
    return caps.indices.map {
      LeverageBracket(
        number: $0 + 1, leverage: leverages[$0], cap: caps[$0], floor: $0 == 0 ? 0 : caps[$0 - 1],
        maintenanceRate: rates[$0])
    }
  }
}
