import Histogram
import TradingEngine
import TradingModel

/// What a demo came to: the last line with `--json`, a page of text without.
struct DemoReport: Sendable {
  /// One position at the end.
  struct PositionLine: Sendable {
    let position: Position
    let price: Price?
  }

  /// What one strategy earned.
  struct StrategyResult: Sendable {
    let id: StrategyId
    let orders: Int
    let fills: Int
    let realized: [Money]
  }

  /// What is in one account, by its name.
  struct AccountLine: Sendable {
    let id: AccountId
    let balances: [AccountBalance]
  }

  /// A few percentiles of a latency, in nanoseconds.
  struct Latency: Sendable {
    let count: UInt64
    let p50: UInt64
    let p99: UInt64
    let p999: UInt64
    let max: UInt64

    /// For people; nothing was measured where the market's times are those of a recording.
    var text: String {
      guard count > 0 else { return "not measured: the times of a recording are not today's" }
      func micro(_ nanoseconds: UInt64) -> String { "\(nanoseconds / 1_000) µs" }
      return "venue to strategy p50 \(micro(p50)), p99 \(micro(p99)), max \(micro(max))"
    }
  }

  let seconds: Double
  let instruments: Int
  let counts: DemoObserver.Counts
  let positions: [PositionLine]
  let strategies: [StrategyResult]
  let accounts: [AccountLine]
  let realizedPnl: [Money]
  let unrealizedPnl: [Money]
  let latency: Latency

  /// Takes stock of a kernel; call it on its loop.
  init(kernel: TradingKernel, observer: DemoObserver, seconds: Double) {
    self.seconds = seconds
    instruments = kernel.cache.instruments().count
    counts = observer.counts
    positions = kernel.cache.positions.open().map { position in
      PositionLine(position: position, price: kernel.cache.trade(position.instrumentId)?.price)
    }
    strategies = kernel.strategies.map { strategy in
      let id = strategy.strategyId
      let count = observer.byStrategy[id] ?? DemoObserver.Counts()
      return StrategyResult(
        id: id, orders: count.orders, fills: count.fills, realized: kernel.portfolio.realizedPnls(strategyId: id))
    }
    accounts = kernel.executionEngine.clients.compactMap { kernel.cache.accounts.account($0.accountId) }
      .map { AccountLine(id: $0.id, balances: $0.balances.filter { !$0.total.amount.isZero }) }
    realizedPnl = kernel.portfolio.realizedPnls()
    unrealizedPnl = kernel.portfolio.unrealizedPnls()
    latency = Latency(observer.latency)
  }

  /// The report as the contract's last line.
  var line: JSONLine {
    var line = JSONLine("type", "report")
    line.number("seconds", seconds)
    line.integer("instruments", instruments)
    line.integer("quotes", counts.quotes)
    line.integer("trades", counts.trades)
    line.integer("bars", counts.bars)
    line.integer("orders", counts.orders)
    line.integer("fills", counts.fills)
    line.integer("rejected", counts.rejected)
    line.array("positions", positions.map { JSONLine(position: $0.position, price: $0.price) })
    line.array(
      "balances",
      accounts.flatMap { account in
        account.balances.map { balance in
          var entry = JSONLine(balance: balance)
          entry.string("account", account.id.text)
          return entry
        }
      })
    line.array(
      "strategies",
      strategies.map { result in
        var entry = JSONLine("strategy", result.id.text)
        entry.integer("orders", result.orders)
        entry.integer("fills", result.fills)
        entry.decimal("realizedPnl", Self.text(result.realized))
        return entry
      })
    line.decimal("realizedPnl", Self.text(realizedPnl))
    line.decimal("unrealizedPnl", Self.text(unrealizedPnl))
    var latencies = JSONLine()
    latencies.integer("count", latency.count)
    latencies.integer("p50", latency.p50)
    latencies.integer("p99", latency.p99)
    latencies.integer("p999", latency.p999)
    latencies.integer("max", latency.max)
    line.object("latency", latencies)
    return line
  }

  /// One currency as a bare amount, several with their codes.
  private static func text(_ sums: [Money]) -> String {
    if sums.count <= 1 { return sums.first?.amountText ?? "0" }
    return sums.map(\.description).joined(separator: ", ")
  }

  /// Amounts for people: no more decimals than their currencies have.
  private static func rounded(_ sums: [Money]) -> String {
    guard !sums.isEmpty else { return "nothing" }
    return sums.map { "\(Money($0.amount.rounded(scale: Int($0.currency.precision)), $0.currency))" }
      .joined(separator: ", ")
  }

  /// The report as a page of text.
  var page: String {
    var lines = ["", "Report after \(Int(seconds)) s"]
    lines.append("  market     \(counts.quotes) quotes, \(counts.trades) trades, \(counts.bars) bars")
    lines.append("  orders     \(counts.orders) sent, \(counts.fills) fills, \(counts.rejected) rejected")
    for result in strategies {
      lines.append(
        "  strategy   \(result.id): \(result.orders) orders, \(result.fills) fills, realized \(Self.rounded(result.realized))"
      )
    }
    for entry in positions {
      let position = entry.position
      let average = position.averageOpenPrice?.rounded(scale: Int(position.terms.pricePrecision)).description ?? "–"
      lines.append(
        "  position   \(position.strategyId): \(position.side.rawValue) \(position.quantityText)"
          + " \(position.instrumentId) at \(average)")
    }
    for account in accounts {
      for balance in account.balances {
        lines.append("  balance    \(account.id): \(balance.total) (\(balance.locked.amountText) locked)")
      }
    }
    lines.append("  profit     realized \(Self.rounded(realizedPnl)), unrealized \(Self.rounded(unrealizedPnl))")
    lines.append("  latency    \(latency.text)")
    let rate = seconds > 0 ? Int(Double(counts.quotes + counts.trades + counts.bars) / seconds) : 0
    lines.append("  rate       \(rate) messages a second")
    return lines.joined(separator: "\n")
  }
}

extension DemoReport.Latency {
  init(_ histogram: Histogram<UInt64>) {
    count = histogram.totalCount
    p50 = histogram.valueAtPercentile(50)
    p99 = histogram.valueAtPercentile(99)
    p999 = histogram.valueAtPercentile(99.9)
    max = histogram.max
  }
}
