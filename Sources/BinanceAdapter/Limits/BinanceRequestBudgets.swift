import Synchronization
import TradingModel
import TradingNetwork

/// The request budgets of one product on one loop, shared by all clients that the venue counts together.
///
/// Spot and margin share one budget an address; USDⓈ-M and COIN-M share another since 2026-06-30. The `/sapi` endpoints
/// have budgets of their own, one for the address and one for the account.
final class BinanceRequestBudgets {
  /// Market data, orders and account of the product.
  let main: RequestQueue
  /// `/sapi` requests that weigh on the address.
  let wallet: RequestQueue
  /// `/sapi` requests that weigh on the account.
  let walletAccount: RequestQueue

  private init(product: BinanceProduct, runtime: Runtime) {
    func queue(_ windows: [RateWindow]) -> RequestQueue {
      RequestQueue(clock: runtime.clock, budget: RateBudget(windows: windows))
    }
    main = queue(product.rateWindows)
    wallet = queue([RateWindow(kind: .requestWeight, interval: .seconds(60), limit: 12_000)])
    walletAccount = queue([RateWindow(kind: .requestWeight, interval: .seconds(60), limit: 180_000)])
  }

  /// The budget on which a request weighs.
  func queue(path: String, scope: BinanceWeightScope) -> RequestQueue {
    guard path.hasPrefix("/sapi/") else { return main }
    return scope == .account ? walletAccount : wallet
  }

  /// All of them, for what concerns the address as a whole.
  var all: [RequestQueue] { [main, wallet, walletAccount] }

  // MARK: Sharing

  private struct Key: Hashable {
    let loop: ObjectIdentifier
    let pool: String
  }

  private struct Shared: @unchecked Sendable {
    // Unchecked is sound because the budgets are handed out on the loop that is part of their key only.
    weak var budgets: BinanceRequestBudgets?
  }

  private static let table = Mutex<[Key: Shared]>([:])

  /// The name of the budget that the venue keeps for a product and host, fit for a file name.
  ///
  /// Futures hosts differ by product but share a budget, so on the venue's own hosts the pool's name alone counts.
  static func poolName(_ endpoints: BinanceEndpoints) -> String {
    let isVenue = endpoints.http.hasSuffix(".binance.com")
    let host = isVenue ? (endpoints.http.contains("demo") ? "demo" : "live") : endpoints.http
    let plain = host.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") ? $0 : "-" }
    return "\(endpoints.product.weightPool)-\(String(plain))"
  }

  /// The budgets that all clients of one loop share for a product and host.
  static func shared(endpoints: BinanceEndpoints, runtime: Runtime) -> BinanceRequestBudgets {
    let key = Key(loop: ObjectIdentifier(runtime.loop), pool: poolName(endpoints))
    let box = table.withLock { table -> Shared in
      table = table.filter { $0.value.budgets != nil }
      if let found = table[key] { return found }
      return Shared()
    }
    if let budgets = box.budgets { return budgets }
    let budgets = BinanceRequestBudgets(product: endpoints.product, runtime: runtime)
    let made = Shared(budgets: budgets)
    table.withLock { $0[key] = made }
    return budgets
  }
}

extension BinanceProduct {
  /// The documented limits, in force until exchangeInfo tells the actual ones.
  var rateWindows: [RateWindow] {
    var windows = [RateWindow(kind: .requestWeight, interval: .seconds(60), limit: weightPerMinute)]
    if accountType.isFutures {
      windows.append(RateWindow(kind: .orders, interval: .seconds(10), limit: 300))
      windows.append(RateWindow(kind: .orders, interval: .seconds(60), limit: 1_200))
    } else {
      windows.append(RateWindow(kind: .rawRequests, interval: .seconds(300), limit: 300_000))
      windows.append(RateWindow(kind: .orders, interval: .seconds(10), limit: 100))
      windows.append(RateWindow(kind: .orders, interval: .seconds(86_400), limit: 200_000))
    }
    return windows
  }
}
