import TradingModel

/// Something that the operator makes a futures exchange do: what happens to positions without their owners.
public struct FuturesAct: Sendable {
  /// What is done.
  public enum Kind: String, Sendable, CaseIterable {
    /// A position (or a part of it) is liquidated, whatever its margin.
    case liquidate = "LIQUIDATE"
    /// A position (or a part of it) is closed by auto-deleveraging.
    case deleverage = "ADL"
    /// A position (or a part of it), or everybody's, is settled at a price.
    case settle = "SETTLE"
    /// A symbol is taken off: its orders end and its positions are settled.
    case delist = "DELIST"
    /// A dated contract is delivered now.
    case deliver = "DELIVER"
    /// Funding is exchanged now, at a rate of choice.
    case fund = "FUNDING"
    /// Mark and index price are set, and stay until they are let go by an empty price.
    case markPrice = "MARK_PRICE"
    /// The insurance fund gets an amount of an asset (with none of it, liquidations deleverage others).
    case insurance = "INSURANCE"
  }

  /// What is done.
  public var kind: Kind
  /// The futures product on which it is done; nil is the first served one that lists ``symbol``.
  public var product: SandboxProduct?
  /// The contract to which it is done; the fund's asset for ``Kind/insurance``.
  public var symbol = ""
  /// Whose position; empty is everybody's.
  public var account = ""
  /// `BOTH`, `LONG` or `SHORT`; empty is all.
  public var side = ""
  /// How much of the position, as text; nil is all of it.
  public var quantity: String?
  /// The price, the funding rate or the amount, as text; nil is the venue's own.
  public var price: String?

  /// Makes an act on all positions in a contract, whole and at the venue's own price; its properties narrow it down.
  public init(_ kind: Kind, symbol: String = "") {
    self.kind = kind
    self.symbol = symbol
  }

  /// Reads `{"act":"LIQUIDATE","symbol":"BTCUSDT","account":"default","quantity":"0.5","price":"60000"}`; the word may
  /// also stand under `fault`, as in scenarios.
  ///
  /// - Returns: nil where the object names no act of this kind.
  init?(json: JSONValue) throws(FaultFormatError) {
    guard case .object(let members) = json,
      let word = (json["act"] ?? json["fault"] ?? json["kind"])?.string, let kind = Kind(rawValue: word)
    else { return nil }
    self.init(kind)
    for member in members {
      let text = member.value.text
      switch member.name {
      case "act", "fault", "kind", "at": break
      case "product":
        guard let known = SandboxProduct(rawValue: text) else {
          throw FaultFormatError(description: "unknown product \(text) of \(word)")
        }
        product = known
      case "symbol": symbol = text
      case "account": account = text
      case "side", "positionSide": side = text
      case "quantity": quantity = text
      case "price", "rate", "amount": price = text
      default:
        throw FaultFormatError(
          description:
            "\(word) has no \(member.name); it takes product, symbol, account, side, quantity and price (rate, amount)")
      }
    }
  }
}
