/// An exact amount of a currency.
///
/// The amount is a wide decimal: balances, commissions and profit and loss are kept with every digit that the venue
/// publishes, and are padded to the currency's precision when printed.
public struct Money: Hashable, Sendable, Codable {
  /// The amount, signed.
  public let amount: WideDecimal
  /// The currency of the amount.
  public let currency: Currency

  /// Makes an amount as it is: nothing is rounded to the currency's decimals.
  public init(_ amount: WideDecimal, _ currency: Currency) {
    self.amount = amount
    self.currency = currency
  }

  /// Reads an amount from plain decimal text.
  public init(_ text: some StringProtocol, _ currency: Currency) throws(DecimalError) {
    self.init(try WideDecimal(text), currency)
  }

  /// Nothing, in the given currency.
  public static func zero(_ currency: Currency) -> Money { Money(.zero, currency) }

  /// The sum of two amounts of one currency.
  public func adding(_ other: Money) throws(DecimalError) -> Money {
    guard currency == other.currency else { throw .currencyMismatch }
    return Money(try amount.adding(other.amount), currency)
  }

  /// The difference of two amounts of one currency.
  public func subtracting(_ other: Money) throws(DecimalError) -> Money {
    guard currency == other.currency else { throw .currencyMismatch }
    return Money(try amount.subtracting(other.amount), currency)
  }

  /// The same amount with the opposite sign.
  public static prefix func - (value: Money) -> Money { Money(-value.amount, value.currency) }

  /// The amount in plain notation with at least the currency's decimals.
  public var amountText: String { amount.plain(minimumDecimals: Int(currency.precision)) }
}

extension Money: CustomStringConvertible {
  /// The amount and the code: `12.50000000 USDT`.
  public var description: String { "\(amountText) \(currency.code)" }
}
