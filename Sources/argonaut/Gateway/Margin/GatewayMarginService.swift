import BinanceAdapter
import TradingModel

/// What a margin account is offered beside loans and transfers.
struct GatewayMarginService: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    /// Tells the small debts.
    case smallLiabilities
    case exchangeSmallLiabilities([String])
    /// Tells what a liquidation left open.
    case liquidationLoan
    /// The amount is a decimal in plain notation.
    case repayLiquidationLoan(asset: String, amount: String)
    /// Tells the special keys, but for the keys themselves, which are secrets.
    case specialKeys(isolatedSymbol: String?)
    case restrictSpecialKey(name: String, addresses: [String], isolatedSymbol: String?)
    case deleteSpecialKey(name: String, isolatedSymbol: String?)
    case exitSpecialKeyMode
  }

  let kind: Kind
  let client: ClientId?

  /// The pair of an isolated account, by the venue's symbol.
  var isolatedSymbol: String? {
    switch kind {
    case .specialKeys(let symbol), .restrictSpecialKey(_, _, let symbol), .deleteSpecialKey(_, let symbol): symbol
    case .smallLiabilities, .exchangeSmallLiabilities, .liquidationLoan, .repayLiquidationLoan, .exitSpecialKeyMode:
      nil
    }
  }

  /// The commands, and what reads their members.
  static var rows: [GatewayInstruction.Row] {
    [
      row("smallLiabilities") { _ throws(GatewayProblem) in .smallLiabilities },
      row("exchangeSmallLiabilities") { fields throws(GatewayProblem) in
        .exchangeSmallLiabilities(try list("assets", most: 10, &fields))
      },
      row("liquidationLoan") { _ throws(GatewayProblem) in .liquidationLoan },
      row("repayLiquidationLoan") { fields throws(GatewayProblem) in
        .repayLiquidationLoan(
          asset: try fields.require("asset", fields.text("asset")),
          amount: try fields.require("amount", fields.decimal("amount")))
      },
      row("specialKeys") { fields throws(GatewayProblem) in
        .specialKeys(isolatedSymbol: try fields.text("isolatedSymbol"))
      },
      row("restrictSpecialKey") { fields throws(GatewayProblem) in
        .restrictSpecialKey(
          name: try fields.require("name", fields.text("name")), addresses: try list("addresses", most: 30, &fields),
          isolatedSymbol: try fields.text("isolatedSymbol"))
      },
      row("deleteSpecialKey") { fields throws(GatewayProblem) in
        .deleteSpecialKey(
          name: try fields.require("name", fields.text("name")), isolatedSymbol: try fields.text("isolatedSymbol"))
      },
      row("exitSpecialKeyMode") { _ throws(GatewayProblem) in .exitSpecialKeyMode },
    ]
  }

  /// A list of which each is given once, as long as the venue takes it.
  private static func list(
    _ key: String, most: Int, _ fields: inout GatewayFields
  ) throws(GatewayProblem) -> [String] {
    let texts = try fields.require(key, fields.texts(key))
    guard (1...most).contains(texts.count) else {
      throw fields.problem(key, "holds \(texts.count); the venue takes 1 to \(most)")
    }
    guard Set(texts).count == texts.count else { throw fields.problem(key, "names one twice; give each once") }
    return texts
  }

  private static func row(
    _ name: String, _ read: @escaping (inout GatewayFields) throws(GatewayProblem) -> Kind
  ) -> GatewayInstruction.Row {
    GatewayInstruction.Row(name: name) { fields throws(GatewayProblem) in
      let kind = try read(&fields)
      return .marginService(GatewayMarginService(kind: kind, client: try fields.text("client").map { ClientId($0) }))
    }
  }
}
