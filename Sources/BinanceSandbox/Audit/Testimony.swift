/// What a client says that happened, for a ``LedgerAudit`` to compare with what did.
///
/// Everything that it leaves out is not checked, except where leaving out is the mistake: a fill that the client does not
/// name counts as unseen. Prices, quantities and amounts are decimal text in any notation without exponent.
public struct Testimony: Sendable {
  /// An order that the strategy wanted, once.
  public struct Intent: Sendable {
    /// The strategy's own name of it.
    public var id: String
    /// Every client order id under which it may have reached the venue.
    public var clientOrderIds: [String]
    public var symbol: String
    /// `BUY` or `SELL`; empty is not checked.
    public var side = ""
    /// The venue's order type; empty is not checked.
    public var type = ""
    public var quantity = ""
    public var price = ""

    public init(id: String, clientOrderIds: [String], symbol: String) {
      self.id = id
      self.clientOrderIds = clientOrderIds
      self.symbol = symbol
    }
  }

  /// An execution that the strategy was told.
  public struct Fill: Sendable {
    public var symbol: String
    public var tradeId: String
    public var clientOrderId: String
    public var quantity = ""
    public var price = ""
    public var commission = ""
    public var commissionAsset = ""
    /// The venue's number of its order; empty finds the order by ``clientOrderId``.
    public var venueOrderId = ""

    public init(symbol: String, tradeId: String, clientOrderId: String) {
      self.symbol = symbol
      self.tradeId = tradeId
      self.clientOrderId = clientOrderId
    }
  }

  /// An order as the strategy knows it at the end.
  public struct Order: Sendable {
    public var clientOrderId: String
    public var symbol: String
    /// Everything that its status was, in order; in the venue's or the domain's words.
    public var statuses: [String]
    public var filled = ""
    /// The venue's number of it; empty finds the order by ``clientOrderId``. Of orders that the venue makes itself several
    /// may have one client order id.
    public var venueOrderId = ""

    public init(clientOrderId: String, symbol: String, statuses: [String]) {
      self.clientOrderId = clientOrderId
      self.symbol = symbol
      self.statuses = statuses
    }
  }

  /// What the client says the account has of an asset.
  public struct Balance: Sendable {
    public var asset: String
    public var total: String
    /// Empty is not checked.
    public var locked = ""

    public init(asset: String, total: String) {
      self.asset = asset
      self.total = total
    }
  }

  /// What the client says of a futures position; `BOTH` in one-way mode. The quantity is signed.
  public struct Position: Sendable {
    public var symbol: String
    public var side = "BOTH"
    public var quantity: String

    public init(symbol: String, quantity: String) {
      self.symbol = symbol
      self.quantity = quantity
    }
  }

  /// What the client says that a futures symbol has earned.
  public struct Profit: Sendable {
    public var symbol: String
    /// Everything that was realized, commissions deducted, and what is open at ``price``; without funding.
    public var total: String
    /// The price at which what is open is valued; any will do, as the venue is asked at the same.
    public var price: String

    public init(symbol: String, total: String, price: String) {
      self.symbol = symbol
      self.total = total
      self.price = price
    }
  }

  /// What the client was told that a symbol's funding paid it (negative for what it cost), in sum.
  public struct Funding: Sendable {
    public var symbol: String
    public var amount: String

    public init(symbol: String, amount: String) {
      self.symbol = symbol
      self.amount = amount
    }
  }

  /// A book as the client keeps it, best levels first.
  public struct Book: Sendable {
    public var symbol: String
    public var updateId: Int64
    /// Whether the client itself says that it is not to be trusted.
    public var isStale = false
    public var bids: [(price: String, quantity: String)] = []
    public var asks: [(price: String, quantity: String)] = []

    public init(symbol: String, updateId: Int64) {
      self.symbol = symbol
      self.updateId = updateId
    }
  }

  public var intents: [Intent] = []
  public var fills: [Fill] = []
  public var orders: [Order] = []
  public var balances: [Balance] = []
  public var positions: [Position] = []
  public var profits: [Profit] = []
  public var funding: [Funding] = []
  public var books: [Book] = []
  /// Everything that the client printed, logged or wrote to files.
  public var outputs: [String] = []
  /// What must not be found in them.
  public var secrets: [String] = []

  public init() {}
}
