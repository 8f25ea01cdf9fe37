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
    /// The venue's name of what it trades; orders of other symbols are not its own.
    public var symbol: String
    /// `BUY` or `SELL`; empty is not checked.
    public var side = ""
    /// The venue's order type; empty is not checked.
    public var type = ""
    /// How much it wanted, after all changes of the order; empty is not checked.
    public var quantity = ""
    /// Its limit price as the order began, 0 for a market order; of a conditional order that became another one that one's.
    /// Empty is not checked.
    public var price = ""

    /// Makes an intent of which only the order's existence is checked.
    public init(id: String, clientOrderIds: [String], symbol: String) {
      self.id = id
      self.clientOrderIds = clientOrderIds
      self.symbol = symbol
    }
  }

  /// An execution that the strategy was told.
  public struct Fill: Sendable {
    /// The venue's name of what was traded.
    public var symbol: String
    /// The venue's number of the trade; `A` and the allocation's number where smart order routing made it.
    public var tradeId: String
    /// The client's id of its order, any that the order ever had.
    public var clientOrderId: String
    /// How much was traded; empty is not checked.
    public var quantity = ""
    /// At which price; empty is not checked.
    public var price = ""
    /// What the venue took for it, negative for a rebate; empty is not checked.
    public var commission = ""
    /// In which asset it was taken; empty is not checked, nor is any without ``commission``.
    public var commissionAsset = ""
    /// The venue's number of its order; empty finds the order by ``clientOrderId``.
    public var venueOrderId = ""

    /// Makes a fill whose amounts are not checked.
    public init(symbol: String, tradeId: String, clientOrderId: String) {
      self.symbol = symbol
      self.tradeId = tradeId
      self.clientOrderId = clientOrderId
    }
  }

  /// An order as the strategy knows it at the end.
  public struct Order: Sendable {
    /// The client's id of it, any that it ever had.
    public var clientOrderId: String
    /// The venue's name of what it trades.
    public var symbol: String
    /// Everything that its status was, in order; in the venue's or the domain's words.
    public var statuses: [String]
    /// How much of it was executed; empty is not checked.
    public var filled = ""
    /// The venue's number of it; empty finds the order by ``clientOrderId``. Of orders that the venue makes itself several
    /// may have one client order id.
    public var venueOrderId = ""

    /// Makes an order of which the final status is checked, and not how much was executed.
    public init(clientOrderId: String, symbol: String, statuses: [String]) {
      self.clientOrderId = clientOrderId
      self.symbol = symbol
      self.statuses = statuses
    }
  }

  /// What the client says the account has of an asset.
  public struct Balance: Sendable {
    /// The venue's name of the asset.
    public var asset: String
    /// What is free and what is locked together; on futures the wallet balance.
    public var total: String
    /// Empty is not checked.
    public var locked = ""

    /// Makes a balance of which what is locked is not checked.
    public init(asset: String, total: String) {
      self.asset = asset
      self.total = total
    }
  }

  /// What the client says of a futures position; `BOTH` in one-way mode. The quantity is signed.
  public struct Position: Sendable {
    /// The venue's name of the contract.
    public var symbol: String
    /// `BOTH`, `LONG` or `SHORT`; any other is not checked.
    public var side = "BOTH"
    /// How much is held, negative for a short; contracts on COIN-M.
    public var quantity: String

    /// Makes what is told of a position in one-way mode.
    public init(symbol: String, quantity: String) {
      self.symbol = symbol
      self.quantity = quantity
    }
  }

  /// What the client says that a futures symbol has earned.
  public struct Profit: Sendable {
    /// The venue's name of the contract, over all its positions.
    public var symbol: String
    /// Everything that was realized, commissions deducted, and what is open at ``price``; without funding.
    public var total: String
    /// The price at which what is open is valued; any will do, as the venue is asked at the same.
    public var price: String

    /// Makes what is told of the profit, in the margin asset.
    public init(symbol: String, total: String, price: String) {
      self.symbol = symbol
      self.total = total
      self.price = price
    }
  }

  /// What the client was told that a symbol's funding paid it (negative for what it cost), in sum.
  public struct Funding: Sendable {
    /// The venue's name of the contract.
    public var symbol: String
    /// The sum in the margin asset, which must agree to the last unit of 10^-8.
    public var amount: String

    /// Makes what is told of a contract's funding.
    public init(symbol: String, amount: String) {
      self.symbol = symbol
      self.amount = amount
    }
  }

  /// A book as the client keeps it, best levels first.
  public struct Book: Sendable {
    /// The venue's name of what is traded.
    public var symbol: String
    /// The id of the last update that is in the book; it is compared with the venue's book after the same.
    public var updateId: Int64
    /// Whether the client itself says that it is not to be trusted.
    public var isStale = false
    /// The bids that the client keeps, from the highest down without a gap; it may keep fewer than there are.
    public var bids: [(price: String, quantity: String)] = []
    /// The asks, from the lowest up, likewise.
    public var asks: [(price: String, quantity: String)] = []

    /// Makes a book that is empty, which only agrees with an empty one.
    public init(symbol: String, updateId: Int64) {
      self.symbol = symbol
      self.updateId = updateId
    }
  }

  /// What the strategy wanted; where anything is told, an order without an intent is a mistake, but for forced ones.
  public var intents: [Intent] = []
  /// Every execution as often as the strategy was told of it, but for those of before the audit's beginning.
  public var fills: [Fill] = []
  /// Every order that the client knows; where any is told, one of the venue's that is missing is a mistake.
  public var orders: [Order] = []
  /// What the client has, as far as it is to be checked.
  public var balances: [Balance] = []
  /// The client's futures positions, as far as they are to be checked.
  public var positions: [Position] = []
  /// What futures symbols earned, as far as it is to be checked.
  public var profits: [Profit] = []
  /// What funding paid in the audit's time, as far as it is to be checked.
  public var funding: [Funding] = []
  /// The books that the client keeps; ``SandboxVenue/keepBooks(changes:)`` lets an audit see those of a while ago.
  public var books: [Book] = []
  /// Everything that the client printed, logged or wrote to files.
  public var outputs: [String] = []
  /// What must not be found in them.
  public var secrets: [String] = []

  /// Makes a testimony that says nothing, which denies every fill there was.
  public init() {}
}
