/// A customer of the sandbox: its keys, wallets, rates and settings over all products.
public final class SandboxAccount {
  /// The account's number, from 1 in the order of opening; `uid` on spot is 354,000,000 more.
  public let id: Int
  /// The name under which the operator and the ledger know it; a margin account's begins with its customer's and `/`.
  public let name: String
  /// Its API keys in the order of registration, revoked ones included.
  public internal(set) var credentials: [ApiCredential] = []
  private var wallets: [SandboxProduct: Wallet] = [:]

  /// Rates in units of 10^-8 where they differ from the product's (of a margin account, from its customer's); a negative
  /// maker rate is a rebate.
  public var makerRates: [SandboxProduct: Int64] = [:]
  /// Its rates as a taker, likewise.
  public var takerRates: [SandboxProduct: Int64] = [:]
  /// Whether spot commissions are paid in BNB (25 % off) while there is enough; ``burnsFees`` is USDⓈ-M's own setting.
  public var paysCommissionInBNB = false
  /// Whether it may place orders, else -2010 on spot and -4088 on futures; it may cancel in any case. A margin account
  /// may only while its customer may.
  public var canTrade = true
  /// The groups of spot symbols that the account may trade; those of a customer are those of its margin accounts.
  public var permissions: Set<String> = ["SPOT"]
  /// Spot symbols that it may not trade all the same, nor may its margin accounts.
  public var restrictedSymbols: Set<String> = []
  /// Whether it may trade over REST and over the WebSocket API.
  public var tradesOverREST = true
  /// Whether spot takes its trading requests over the WebSocket API, as ``tradesOverREST`` over REST.
  public var tradesOverSocketAPI = true
  /// The customer whose margin account this is; nil for a customer itself.
  public internal(set) weak var master: SandboxAccount?
  /// The name under which orders are counted.
  var countingName: String { master?.name ?? name }
  /// The most that one spot order may be in an asset (filter MAX_ASSET).
  public var assetLimits: [String: Amount] = [:]
  /// Whether USDⓈ-M commissions are paid in BNB (10 % off) while its USDⓈ-M wallet has enough and a market of the venue
  /// tells BNB's price, as clients set it with `POST /fapi/v1/feeBurn`; else they are paid in full in the margin asset, as
  /// COIN-M's and those of forced orders always are.
  public internal(set) var burnsFees = false
  /// Accounts of one group transfer between them under self-trade prevention `TRANSFER`; -1 = none.
  public var tradeGroupId: Int64 = -1

  /// Whether a symbol has a `LONG` and a `SHORT` position (`dualSidePosition`) instead of the one called `BOTH`: one
  /// setting for USDⓈ-M and COIN-M since the integration of 2026.
  public internal(set) var isHedgeMode = false
  /// Whether all assets together, in US dollars, back its USDⓈ-M positions (`multiAssetsMargin`); COIN-M knows no such mode.
  public internal(set) var isMultiAssets = false

  init(id: Int, name: String) {
    self.id = id
    self.name = name
  }

  /// The wallet of a product, made when first asked for.
  public func wallet(_ product: SandboxProduct) -> Wallet {
    if let wallet = wallets[product] { return wallet }
    let wallet = Wallet()
    wallets[product] = wallet
    return wallet
  }

  /// Whether all its assets back its positions on a product.
  func hasJointMargin(on product: SandboxProduct) -> Bool { isMultiAssets && product == .usdm }

  func makerRate(_ product: SandboxProduct) -> Int64 {
    makerRates[product] ?? master?.makerRate(product) ?? product.profile.makerRate
  }

  func takerRate(_ product: SandboxProduct) -> Int64 {
    takerRates[product] ?? master?.takerRate(product) ?? product.profile.takerRate
  }

  /// Whether it may place orders, and its customer may.
  var mayTrade: Bool { canTrade && (master?.canTrade ?? true) }

  /// Why it may not trade a spot symbol; nil when it may.
  func refusal(of rules: SymbolRules) -> VenueError? {
    let customer = master ?? self
    if restrictedSymbols.contains(rules.symbol) || customer.restrictedSymbols.contains(rules.symbol) {
      return .rejected("This symbol is restricted for this account.")
    }
    if !rules.permissions.contains(where: customer.permissions.contains) {
      return .rejected("This symbol is not permitted for this account.")
    }
    return nil
  }
}
