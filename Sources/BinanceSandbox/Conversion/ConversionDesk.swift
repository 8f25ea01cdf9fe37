import TradingModel

/// Converts assets of USDⓈ-M wallets at their index prices, without a fee: a quote first, which the customer may accept.
///
/// See <https://developers.binance.com/docs/derivatives/usds-margined-futures/convert>.
final class ConversionDesk {
  /// What a conversion is worth in dollars at least and at most.
  static let worth = (least: Amount(whole: 20), most: Amount(whole: 2_500_000))
  /// How long a quote holds.
  private static let validity = Duration.seconds(10)
  /// How many quotes and conversions are remembered.
  private static let kept = 10_000

  private unowned let exchange: VenueExchange
  private var quotes: [ConversionQuote] = []
  private var orders: [ConversionOrder] = []
  private var lastQuoteId: Int64 = 12_415_572_563
  private var lastOrderId: Int64 = 933_256_278_426_274_425

  init(exchange: VenueExchange) { self.exchange = exchange }

  /// The assets that can be converted into each other: those of the multi-assets mode, without the credits.
  static let assets = AssetIndex.buffers.map(\.asset).filter { $0 != "BNFCR" }

  /// An asset's price in dollars in units of 10^-8; zero while there is none.
  private func price(_ asset: String) -> Int128 { Int128(AssetIndex.rates(of: asset, in: exchange).index) }

  /// The least and the most of an asset that is converted; `nil` while it has no price.
  func bounds(of asset: String) -> (least: Amount, most: Amount)? {
    let price = price(asset)
    guard price > 0 else { return nil }
    func amount(_ worth: Amount) -> Amount { Amount(units: (worth.units &* 100_000_000 + price - 1) / price) }
    return (amount(Self.worth.least), amount(Self.worth.most))
  }

  /// Says for how much it would convert: exactly one of the two amounts is given.
  func quote(
    _ from: String, _ to: String, fromAmount: Amount?, toAmount: Amount?, for account: SandboxAccount
  ) throws(VenueError) -> ConversionQuote {
    guard Self.assets.contains(from), let bounds = bounds(of: from) else { throw .invalid("fromAsset") }
    guard Self.assets.contains(to), to != from, price(to) > 0 else { throw .invalid("toAsset") }
    let (given, taken) = (price(from), price(to))
    let amounts: (from: Amount, to: Amount)
    switch (fromAmount, toAmount) {
    case (let amount?, nil): amounts = (amount, Amount(units: amount.units &* given / taken))
    // Rounded for the venue: what it gives is paid for.
    case (nil, let amount?): amounts = (Amount(units: (amount.units &* taken + given - 1) / given), amount)
    case (nil, nil): throw .missing(either: "fromAmount", or: "toAmount")
    default: throw .optionalCombination
    }
    guard (bounds.least...bounds.most).contains(amounts.from), amounts.to.isPositive else {
      throw .invalid(fromAmount == nil ? "toAmount" : "fromAmount")
    }
    lastQuoteId += 1
    let quote = ConversionQuote(
      id: lastQuoteId, account: account, from: (from, amounts.from), to: (to, amounts.to),
      ratio: Amount(units: given &* 100_000_000 / taken), inverseRatio: Amount(units: taken &* 100_000_000 / given),
      validUntil: exchange.clock.now + Self.validity, isCovered: covers(account, from, amounts.from))
    if quote.isCovered { quotes.append(quote) }
    if quotes.count > Self.kept { quotes.removeFirst(Self.kept / 2) }
    return quote
  }

  private func covers(_ account: SandboxAccount, _ asset: String, _ amount: Amount) -> Bool {
    exchange.futures.summary(account, asset: asset).withdrawable >= amount
  }

  /// Converts what was quoted, once.
  func accept(_ quoteId: Int64, for account: SandboxAccount) throws(VenueError) -> ConversionOrder {
    guard let index = quotes.firstIndex(where: { $0.id == quoteId && $0.account === account }),
      quotes[index].validUntil >= exchange.clock.now
    else { throw .invalid("quoteId") }
    let quote = quotes[index]
    guard covers(account, quote.from.asset, quote.from.amount) else {
      throw VenueError(-2018, "Balance is insufficient.")
    }
    quotes.remove(at: index)
    lastOrderId += 1
    let order = ConversionOrder(id: lastOrderId, quote: quote, time: exchange.clock.now)
    orders.append(order)
    if orders.count > Self.kept { orders.removeFirst(Self.kept / 2) }
    exchange.swap(-quote.from.amount, of: quote.from.asset, account, as: "COIN_SWAP_WITHDRAW")
    exchange.swap(quote.to.amount, of: quote.to.asset, account, as: "COIN_SWAP_DEPOSIT")
    return order
  }

  /// A conversion by its own number or that of its quote.
  func order(id: Int64?, quoteId: Int64?, of account: SandboxAccount) throws(VenueError) -> ConversionOrder {
    if id == nil, quoteId == nil { throw .missing(either: "orderId", or: "quoteId") }
    let found = orders.last {
      $0.quote.account === account && (id == nil || $0.id == id) && (quoteId == nil || $0.quote.id == quoteId)
    }
    guard let order = found else { throw .noSuchOrder }
    return order
  }
}
