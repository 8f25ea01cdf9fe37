import BinanceAdapter
import TradingModel

/// Money that a margin account borrows, repays, or that is moved between wallets.
struct GatewayLoan: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case borrow
    case repay
    case transfer(from: BinanceWallet, to: BinanceWallet)
  }

  let kind: Kind
  let asset: String
  /// A decimal in plain notation.
  let amount: String
  /// The pair of an isolated account, by the venue's symbol.
  let isolatedSymbol: String?
  let client: ClientId?

  /// Reads `borrow` and `repay`: `asset`, `amount`, and for an isolated pair `isolatedSymbol`.
  static func loan(_ kind: Kind, _ fields: inout GatewayFields) throws(GatewayProblem) -> GatewayLoan {
    GatewayLoan(
      kind: kind, asset: try fields.require("asset", fields.text("asset")),
      amount: try fields.require("amount", fields.amount("amount")),
      isolatedSymbol: try fields.text("isolatedSymbol"), client: try fields.text("client").map { ClientId($0) })
  }

  /// Reads `transfer`: `asset`, `amount`, `from`, `to`.
  static func transfer(_ fields: inout GatewayFields) throws(GatewayProblem) -> GatewayLoan {
    let source = try wallet("from", &fields)
    let target = try wallet("to", &fields)
    guard source != target else { throw fields.problem("to", "is the wallet of 'from'; name another one") }
    return try loan(.transfer(from: source, to: target), &fields)
  }

  private static func wallet(_ key: String, _ fields: inout GatewayFields) throws(GatewayProblem) -> BinanceWallet {
    let name = try fields.require(key, fields.text(key))
    guard let wallet = BinanceWallet(name: name) else {
      throw fields.problem(
        key, "'\(name)' is no wallet; there are spot, margin, isolated:SYMBOL, usdt_futures, coin_futures")
    }
    return wallet
  }
}
